import type { Client } from '../../../common/database/pool.ts'
import type { WrongRow } from '../wrong-row.ts'
import { WAITING } from './waiting.ts'

/** Operations of settlements, those that ended with what they changed. */
const LINES = `
  ${WAITING},
  lines as (
    select id as operation_id, related_id as snapshot_id, coalesce(origin_id, target_id) as wallet_id, false as waits,
      case when status = 'success' then coalesce(credit, 0)::numeric - coalesce(debit, 0) else 0 end as change
    from operations where kind = 'settlement'
    union all
    select operation_id, related_id, coalesce(origin_id, target_id), true, 0 from waiting where kind = 'settlement'
  )`

const OF_NO_APPROVED = `
  with ${LINES}
  select l.operation_id, l.snapshot_id, s.state
  from lines l left join snapshots s on s.id = l.snapshot_id
  where s.state is null or s.state not in ('approved', 'settled')
  order by l.snapshot_id, l.operation_id limit 1`

/** A settlement operation whose snapshot was not approved. */
export async function findSettlementOfNoApproved(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ operation_id: string; snapshot_id: string; state: string | null }>(
    OF_NO_APPROVED,
  )
  const [row] = rows
  if (row === undefined) return null
  return {
    table: 'snapshots',
    key: `snapshot ${row.snapshot_id}`,
    expected: `an approved one: it has the settlement operation ${row.operation_id}`,
    found: row.state ?? 'no row',
  }
}

const SETTLED_TWICE = `
  with ${LINES}
  select snapshot_id, wallet_id, count(*) as times
  from lines group by snapshot_id, wallet_id having count(*) > 1 order by snapshot_id, wallet_id limit 1`

/** An account that a snapshot settles more than once. */
export async function findAccountSettledTwice(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ snapshot_id: string; wallet_id: bigint; times: bigint }>(SETTLED_TWICE)
  const [row] = rows
  if (row === undefined) return null
  const key = `snapshot ${row.snapshot_id}, wallet ${row.wallet_id}`
  return { table: 'snapshots', key, expected: 'one settlement operation', found: `${row.times} of them` }
}

/**
 * Each approved snapshot with its operations. What it lacks may be in detached months if it was being settled in one: the
 * operations were accepted after its approval and not after the last of them was queued.
 */
const SETTLEMENTS = `
  ${LINES},
  settlements as (
    select s.id, s.state, s.lines, s.posted_lines, count(l.operation_id) as found, count(*) filter (where l.waits) as waiting,
      coalesce(sum(l.change), 0) as change,
      exists (
        select from detached_months d
        where d.month::timestamp at time zone 'UTC' <= coalesce(s.posted_at, 'infinity')
          and (d.month + interval '1 month') at time zone 'UTC' > s.approved_at
      ) as may_lack
    from snapshots s left join lines l on l.snapshot_id = s.id
    where s.state in ('approved', 'settled') group by s.id
  )`

const NOT_AS_POSTED = `
  with ${SETTLEMENTS}
  select * from settlements
  where case when found < posted_lines then not may_lack else found > posted_lines end
    or (state = 'settled' and (posted_lines <> lines or waiting > 0 or (found = lines and change <> 0)))
  order by id limit 1`

interface SettlementRow {
  id: string
  state: string
  lines: bigint
  posted_lines: bigint
  found: bigint
  waiting: bigint
  change: string
}

/** An approved snapshot with more or fewer operations than were posted, or a settled one that is not: some wait, or do not sum to zero. */
export async function findSettlementNotAsPosted(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<SettlementRow>(NOT_AS_POSTED)
  const [row] = rows
  if (row === undefined) return null
  const { id, state, lines, posted_lines, found, waiting, change } = row
  const wrong = (expected: string, what: string) => ({
    table: 'snapshots',
    key: `snapshot ${id}, ${state}`,
    expected,
    found: what,
  })
  if (state === 'settled' && posted_lines !== lines) return wrong(`${lines} lines posted`, `${posted_lines}`)
  if (found !== posted_lines) return wrong(`${posted_lines} settlement operations, as were posted`, `${found}`)
  if (waiting > 0n) return wrong('settlement operations that were applied', `${waiting} that wait`)
  return wrong('applied settlement operations that sum to 0', change)
}

const INCOMPLETE = `
  with ${SETTLEMENTS}
  select count(*) as count from settlements where found < posted_lines`

/** Snapshots some of whose operations are in detached months. */
export async function countSettlementsUnchecked(client: Client): Promise<bigint> {
  const { rows } = await client.query<{ count: bigint }>(INCOMPLETE)
  return rows[0]?.count ?? 0n
}
