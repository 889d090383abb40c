import type { Queryable } from './users.ts'

/** Whether an admin or an API key was ever made: from then on nobody gets in without saying who they are. */
export async function authenticationRequired(client: Queryable): Promise<boolean> {
  const { rows } = await client.query('select from authentication')
  return rows.length > 0
}
