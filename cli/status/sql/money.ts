import type { Client } from '../../../common/database/pool.ts'
import { countFailedJobs } from '../../../common/jobs/sql/jobs.ts'

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

/** Screened transfers that wait; their money is among what is in transit. */
export interface WaitingChecks {
  /** For the rules. */
  pending: bigint
  /** For a person. */
  review: bigint
}

export async function countWaitingChecks(client: Client): Promise<WaitingChecks> {
  const { rows } = await client.query<WaitingChecks>(`
    select count(*) filter (where state = 'pending') as pending, count(*) filter (where state = 'review') as review
    from fraud_checks where state in ('pending', 'review')`)
  return rows[0] ?? { pending: 0n, review: 0n }
}

/** Steps and jobs. */
export async function countDeadLetters(client: Client): Promise<bigint> {
  const { rows } = await client.query<{ count: bigint }>('select count(*) as count from dead_letters')
  return (rows[0]?.count ?? 0n) + (await countFailedJobs(client))
}
