import type { Client, Pool } from '../../../common/database/pool.ts'
import type { Claim } from '../claim.ts'

const KEEP_ANSWER = `
  insert into idempotency_keys (key, request, answer) values ($1, $2, $3) on conflict (key) do nothing`

/** Returns whether the key was free. Waits for a transaction under way that has it. */
export async function keepAnswer(
  client: Pick<Pool | Client, 'query'>,
  { key, request }: Claim,
  answer: object,
): Promise<boolean> {
  const values = [key, request, JSON.stringify(answer)]
  const { rowCount } = await client.query({ name: 'keep-answer', text: KEEP_ANSWER, values })
  return rowCount === 1
}
