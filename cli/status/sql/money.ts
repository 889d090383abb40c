import type { Client } from '../../../common/database/pool.ts'

export interface TransitRow {
  currency: string
  /** Micro-units that left one group and have not yet reached the other, in digits. */
  amount: string
}

/** The currencies of which anything is between two groups. */
export async function readInTransit(client: Client): Promise<TransitRow[]> {
  const { rows } = await client.query<TransitRow>(`
    select currency, sum(balance) as amount from system_accounts
    where kind = 'transit' group by currency having sum(balance) <> 0 order by currency`)
  return rows
}

export async function countDeadLetters(client: Client): Promise<bigint> {
  const { rows } = await client.query<{ count: bigint }>('select count(*) as count from dead_letters')
  return rows[0]?.count ?? 0n
}
