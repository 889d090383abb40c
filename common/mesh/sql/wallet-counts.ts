import type { Client, Pool } from '../../database/pool.ts'

const COUNTS = 'select group_id, count(*) as wallets from wallets group by group_id'

/** How many wallets there are, by group. Reads all of them. */
export async function countWallets(client: Pick<Client | Pool, 'query'>): Promise<Map<number, bigint>> {
  const { rows } = await client.query<{ group_id: number; wallets: bigint }>(COUNTS)
  return new Map(rows.map(({ group_id, wallets }) => [group_id, wallets]))
}
