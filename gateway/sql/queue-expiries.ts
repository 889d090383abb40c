import type { QueryResult } from 'pg'
import { shareTopology } from '../../common/database/locks.ts'
import type { Pool } from '../../common/database/pool.ts'
import { pipelinedTransaction } from '../../common/database/transaction.ts'

const COUNT_DUE = `
  select count(*) as due from (
    select from holds where state = 'held' and expiry_id is null and expires_at <= now() limit $1) h`

// A hold that somebody else is just ending is passed over: nothing here waits for a row, so nothing can deadlock.
const QUEUE_EXPIRIES = `
  with due as materialized (
    select operation_id, wallet_id, amount, row_number() over (order by expires_at, operation_id) as place
    from (
      select * from holds where state = 'held' and expiry_id is null and expires_at <= now()
      order by expires_at limit cardinality($1::uuid[]) for update skip locked
    ) h
  ), ended as (
    update holds h set expiry_id = ($1::uuid[])[due.place] from due where h.operation_id = due.operation_id
    returning h.operation_id, h.wallet_id, h.amount, h.expiry_id
  ), queued as (
    insert into queue (group_id, operation_id, kind, origin_id, amount, currency, related_id)
    select w.group_id, e.expiry_id, 'expiry', w.id, e.amount, w.currency, e.operation_id
    from ended e join wallets w on w.id = e.wallet_id order by e.expiry_id
    returning group_id
  )
  select count(*)::int as queued, coalesce(array_agg(distinct group_id), '{}') as groups from queued`

interface Expiries {
  queued: number
  groups: number[]
}

/** Queues an expiry for holds whose time is over, `holdsMax` at most, and returns which groups got work. */
export async function queueExpiries(
  pool: Pool,
  { nextId, holdsMax }: { nextId: () => string; holdsMax: number },
): Promise<Expiries> {
  const { rows } = await pool.query<{ due: bigint }>({ name: 'count-due-holds', text: COUNT_DUE, values: [holdsMax] })
  const due = Number(rows[0]?.due ?? 0n)
  if (due === 0) return { queued: 0, groups: [] }
  const ids = Array.from({ length: due }, nextId)
  const [, result] = await pipelinedTransaction<[unknown, QueryResult<Expiries>]>(pool, (client) => [
    // First, in a statement of its own: the next one's snapshot must not be older than the lock.
    shareTopology(client),
    client.query<Expiries>({ name: 'queue-expiries', text: QUEUE_EXPIRIES, values: [ids] }),
  ])
  return result.rows[0] ?? { queued: 0, groups: [] }
}
