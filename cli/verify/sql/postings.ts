import type { Client } from '../../../common/database/pool.ts'
import { rowKey, type WrongRow } from '../wrong-row.ts'
import { WAITING } from './waiting.ts'

/** The postings that there must be, as the operations tell that ended and those that are on their way. */
const DUE = `
  ${WAITING},
  due as (
    select id as operation_id, origin_id as wallet_id, kind, -debit as amount, amount as requested_amount,
      currency as requested_currency, accepted_at
    from operations where debit is not null and kind <> 'hold'
    union all
    select id, origin_id, 'refund', debit, amount, currency, accepted_at
    from operations where debit is not null and status = 'decline'
    union all
    select id, target_id, kind, credit, amount, currency, accepted_at
    from operations where status = 'success' and credit is not null
    union all
    select operation_id, origin_id, kind, -debit, amount, currency, accepted_at
    from waiting where step <> 'apply'
  )`

// One pass over both sides, hashed. `due` and `posted` print what is compared.
const NOT_AS_DUE = `
  with ${DUE}
  select operation_id, wallet_id, kind, p.group_id, p.journal_seq, p.line,
    case when d.operation_id is not null then
      format('%s, requested %s %s at %s', d.amount, d.requested_amount, d.requested_currency, d.accepted_at) end as due,
    case when p.operation_id is not null then
      format('%s, requested %s %s at %s', p.amount, p.requested_amount, p.requested_currency, p.accepted_at) end as posted
  from postings p full join due d using (operation_id, wallet_id, kind)
  where p.amount is distinct from d.amount or p.requested_amount is distinct from d.requested_amount
    or p.requested_currency is distinct from d.requested_currency or p.accepted_at is distinct from d.accepted_at
  order by p.group_id, p.journal_seq, p.line, operation_id limit 1`

interface NotAsDue {
  operation_id: string
  wallet_id: bigint
  kind: string
  group_id: number | null
  journal_seq: bigint | null
  line: number | null
  due: string | null
  posted: string | null
}

/** A posting that no operation accounts for, one that says something else than its operation, or one that is missing. */
export async function findPostingNotAsDue(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<NotAsDue>(NOT_AS_DUE)
  const [row] = rows
  if (row === undefined) return null
  const what = `${row.kind} of wallet ${row.wallet_id}`
  const operation = `operation ${row.operation_id}`
  if (row.group_id === null || row.journal_seq === null) {
    return { table: 'postings', key: `${operation}, ${what}`, expected: `${row.due}`, found: 'no row' }
  }
  const key = `${rowKey(row.group_id, row.journal_seq, row.line ?? 0)} (${operation}, ${what})`
  if (row.due !== null) return { table: 'postings', key, expected: row.due, found: row.posted ?? '' }
  const due = await dueOf(client, row.operation_id)
  const expected = `${due.length === 0 ? 'no posting of this operation' : `of this operation only ${due.join(' and ')}`}`
  return { table: 'postings', key, expected, found: `${what}, ${row.posted}` }
}

async function dueOf(client: Client, operationId: string): Promise<string[]> {
  const { rows } = await client.query<{ text: string }>(
    `with ${DUE}
     select format('%s of wallet %s, %s', kind, wallet_id, amount) as text from due where operation_id = $1 order by amount`,
    [operationId],
  )
  return rows.map((row) => row.text)
}

const COUNTS = `
  with ${DUE}
  select (select count(*) from postings) as posted, (select count(*) from due) as due`

const POSTED_TWICE = `
  select operation_id, wallet_id, kind, count(*) as times
  from postings group by operation_id, wallet_id, kind having count(*) > 1 order by operation_id limit 1`

/** When every posting is due and every due one posted, only one that was written twice can be too much. */
export async function findPostingWrittenTwice(client: Client): Promise<WrongRow | null> {
  const counts = await client.query<{ posted: bigint; due: bigint }>(COUNTS)
  if (counts.rows[0]?.posted === counts.rows[0]?.due) return null
  const { rows } = await client.query<{ operation_id: string; wallet_id: bigint; kind: string; times: bigint }>(
    POSTED_TWICE,
  )
  const [row] = rows
  if (row === undefined) return null
  const key = `operation ${row.operation_id}, ${row.kind} of wallet ${row.wallet_id}`
  return { table: 'postings', key, expected: 'one row', found: `${row.times} rows` }
}
