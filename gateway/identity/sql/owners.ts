import { arrayLiteral } from '../../../common/database/arrays.ts'
import type { Queryable } from '../../../common/identity/sql/users.ts'

const READ_OWNERS = 'select wallet_id, user_id from wallet_owners where wallet_id = any($1::bigint[])'

/** Owners by wallet; wallets without one are left out. */
export async function readOwners(client: Queryable, walletIds: readonly bigint[]): Promise<Map<bigint, string>> {
  const { rows } = await client.query<{ wallet_id: bigint; user_id: string }>({
    name: 'read-owners',
    text: READ_OWNERS,
    values: [arrayLiteral(walletIds)],
  })
  return new Map(rows.map(({ wallet_id, user_id }) => [wallet_id, user_id]))
}
