import { arrayLiteral } from '../../common/database/arrays.ts'
import { CHANNEL_IN_SQL } from '../../common/database/channels.ts'
import { shareTopology } from '../../common/database/locks.ts'
import type { Pool } from '../../common/database/pool.ts'
import { transaction } from '../../common/database/transaction.ts'

/** A settlement operation to be queued. */
export interface Payout {
  /** The same whenever it is computed: the ledger takes no operation with an id that it has. */
  operationId: string
  walletId: bigint
  /** Balance in the snapshot, not zero, in micro-units: the account falls by it. */
  balance: bigint
}

export interface Posting {
  snapshotId: string
  currency: string
  /** Where the one before ended; it is refused when that has changed. */
  after: bigint
  /** In order of wallet, from there on. */
  payouts: readonly Payout[]
  /** Whether these are the last ones. */
  isLast: boolean
}

const ADVANCE = `
  update snapshots set
    posted_through = coalesce($3::bigint, posted_through), posted_lines = posted_lines + $4,
    posted_at = case when $5 then now() end
  where id = $1 and state = 'approved' and posted_at is null and posted_through = $2`

// Tagged with the group of the account, like everything that is queued.
const QUEUE = `
  with queued as (
    insert into queue (group_id, operation_id, kind, origin_id, target_id, amount, currency, related_id)
    select w.group_id, p.operation_id, 'settlement', case when p.balance > 0 then w.id end, case when p.balance < 0 then w.id end,
      abs(p.balance), $4, $5
    from unnest($1::uuid[], $2::bigint[], $3::bigint[]) with ordinality p (operation_id, wallet_id, balance, place)
    join wallets w on w.id = p.wallet_id and w.bank_id is not null
    order by p.place
    returning group_id
  ), told as (
    select pg_notify(${CHANNEL_IN_SQL.work}, string_agg(distinct group_id::text, ',')) from queued having count(*) > 0
  )
  select (select count(*) from queued) as queued, (select count(*) from told) as told`

/** Another settler went on with it. */
export class PostedElsewhere extends Error {}

/**
 * Queues operations of a settlement and moves its mark, all or nothing: whatever breaks, and whoever goes on, each is queued
 * once. Throws PostedElsewhere when the mark is not where it was left.
 */
export async function postLines(pool: Pool, { snapshotId, currency, after, payouts, isLast }: Posting): Promise<void> {
  await transaction(pool, async (client) => {
    // Before the statement that reads groups, in one of its own.
    await shareTopology(client)
    const through = payouts.at(-1)?.walletId ?? null
    const advanced = await client.query(ADVANCE, [snapshotId, after, through, payouts.length, isLast])
    if (advanced.rowCount !== 1)
      throw new PostedElsewhere(`the settlement of snapshot ${snapshotId} is elsewhere by now`)
    if (payouts.length === 0) return
    const { rows } = await client.query<{ queued: bigint }>({
      name: 'queue-settlement',
      text: QUEUE,
      values: [
        arrayLiteral(payouts.map((payout) => payout.operationId)),
        arrayLiteral(payouts.map((payout) => payout.walletId)),
        arrayLiteral(payouts.map((payout) => payout.balance)),
        currency,
        snapshotId,
      ],
    })
    if (rows[0]?.queued !== BigInt(payouts.length)) {
      throw new Error(`snapshot ${snapshotId} names an account that is no longer there: nothing of these was queued`)
    }
  })
}

/** How many operations wait, counted up to `most`. */
export async function queueLength(pool: Pool, most: number): Promise<number> {
  const { rows } = await pool.query<{ n: bigint }>({
    name: 'queue-length',
    text: 'select count(*) as n from (select from queue limit $1) head',
    values: [most],
  })
  return Number(rows[0]?.n ?? 0)
}
