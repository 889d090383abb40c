import { arrayLiteral } from '../../../common/database/arrays.ts'
import type { Pool } from '../../../common/database/pool.ts'
import { type FeedMessage, type FeedOperation, OPERATIONS_PER_MESSAGE_MAX } from '../../../common/redis/messages.ts'
import type { Cursor } from '../cursor.ts'

/** Journals read at once, and operations of them. */
const JOURNALS_MAX = 500
const OPERATIONS_MAX = 2_000

// Of each group its next ones; a group that the cursor does not know is a new one.
const JOURNALS = `
  select g.id as group, j.seq, j.operations, j.committed_at as at,
    to_char(j.committed_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00' as utc
  from groups g
  left join unnest($1::int[], $2::bigint[]) as c (group_id, seq) on c.group_id = g.id
  cross join lateral (
    select seq, operations, committed_at from journals
    where group_id = g.id and seq > coalesce(c.seq, 0) order by seq limit $3
  ) j
  order by j.committed_at, g.id, j.seq
  limit $3`

// Their applied_at is the committed_at of the journal, and has an index.
const OPERATIONS = `
  select o.group_id as group, o.journal_seq as journal, o.id, o.kind, o.status, o.reason, o.amount::text, o.currency,
    o.origin_id as origin, o.target_id as target
  from operations o
  join unnest($1::int[], $2::bigint[]) as j (group_id, seq) on j.group_id = o.group_id and j.seq = o.journal_seq
  where o.applied_at between $3 and $4 and o.line <= $5
  order by o.group_id, o.journal_seq, o.line`

interface JournalRow {
  group: number
  seq: bigint
  operations: number
  /** In the session's time zone, and in UTC. */
  at: string
  utc: string
}

type OperationRow = Omit<FeedOperation, 'origin' | 'target'> & {
  group: number
  journal: bigint
  origin: bigint | null
  target: bigint | null
}

/** What would have been published of the journals after the cursor, oldest first; empty when there are none. */
export async function readJournalsAfter(pool: Pool, cursor: Cursor): Promise<FeedMessage[]> {
  const values = [arrayLiteral([...cursor.keys()]), arrayLiteral([...cursor.values()]), JOURNALS_MAX]
  const { rows } = await pool.query<JournalRow>({ name: 'journals-after', text: JOURNALS, values })
  const journals = firstOf(rows)
  const operations = await operationsOf(pool, journals)
  return journals.map(({ group, seq, operations: count, utc }) => ({
    group,
    journal: String(seq),
    at: utc,
    count,
    operations: operations.get(`${group}.${seq}`) ?? [],
  }))
}

/** So many that their operations are not too many, but at least one. */
function firstOf(journals: JournalRow[]): JournalRow[] {
  let sum = 0
  const end = journals.findIndex(({ operations }) => {
    sum += Math.min(operations, OPERATIONS_PER_MESSAGE_MAX)
    return sum > OPERATIONS_MAX
  })
  return end === -1 ? journals : journals.slice(0, Math.max(1, end))
}

async function operationsOf(pool: Pool, journals: readonly JournalRow[]): Promise<Map<string, FeedOperation[]>> {
  const found = new Map<string, FeedOperation[]>()
  const some = journals.filter(({ operations }) => operations > 0)
  const [first, last] = [some[0], some.at(-1)]
  if (first === undefined || last === undefined) return found
  const groups = arrayLiteral(some.map(({ group }) => group))
  const seqs = arrayLiteral(some.map(({ seq }) => seq))
  const values = [groups, seqs, first.at, last.at, OPERATIONS_PER_MESSAGE_MAX]
  const { rows } = await pool.query<OperationRow>({ name: 'operations-of', text: OPERATIONS, values })
  for (const { group, journal, origin, target, ...operation } of rows) {
    const key = `${group}.${journal}`
    const list = found.get(key) ?? []
    list.push({ ...operation, origin: numberOf(origin), target: numberOf(target) })
    found.set(key, list)
  }
  return found
}

function numberOf(id: bigint | null): number | null {
  return id === null ? null : Number(id)
}
