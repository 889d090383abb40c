import { arrayLiteral } from '../../../common/database/arrays.ts'
import type { Client, Pool } from '../../../common/database/pool.ts'
import type { Journal } from '../next-journals.ts'

const HAS_WEBHOOKS = 'select exists (select from webhooks where disabled_at is null) as has'

export async function hasWebhooks(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ has: boolean }>({ name: 'has-webhooks', text: HAS_WEBHOOKS })
  return rows[0]?.has === true
}

// In the lock space of the mesh's schema, beside the topology, the groups, and what one process does at a time.
const FAN_OUT = 'hashtext(current_schema()), -6'

/** Of several gateways one fans out at a time. Held to the end of the transaction. */
export async function tryLockFanOut(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>(`select pg_try_advisory_xact_lock(${FAN_OUT}) as got`)
  return rows[0]?.got === true
}

/** Waits for it: a round takes well below a second. */
export async function lockFanOut(client: Client): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(${FAN_OUT})`)
}

const ADD_CURSORS = `
  insert into webhook_cursors (group_id, journal_seq)
  select id, 0 from groups g where not exists (select from webhook_cursors where group_id = g.id)
  on conflict do nothing`

const READ_JOURNALS = `
  select j.group_id, j.seq, j.committed_at, j.operations, (extract(epoch from j.committed_at) * 1000000)::bigint as at_micros
  from webhook_cursors c cross join lateral (
    select group_id, seq, committed_at, operations from journals where group_id = c.group_id and seq > c.journal_seq order by seq limit $1) j
  order by 1, 2`

/** Of each group the journals after its cursor, so many at most, in order of seq. */
export async function readJournals(client: Client, readMax: number): Promise<Journal[]> {
  await client.query(ADD_CURSORS)
  const { rows } = await client.query<{
    group_id: number
    seq: bigint
    committed_at: string
    operations: number
    at_micros: bigint
  }>({ name: 'read-journals', text: READ_JOURNALS, values: [readMax] })
  return rows.map((row) => ({
    group: row.group_id,
    seq: row.seq,
    committedAt: row.committed_at,
    atMicros: Number(row.at_micros),
    operations: row.operations,
  }))
}

// An operation carries the time of its journal to the microsecond, so the BRIN on applied_at finds those of the journals; the
// journals tell them from others of that time. The bounds are texts of the statement, not prepared: it is planned for these. Inserting in order hands out seq in that order.
const ADD_DELIVERIES = `
  with taken as materialized (
    select group_id, journal_seq, place
    from unnest($1::int[], $2::bigint[]) with ordinality as t (group_id, journal_seq, place)
  ), moved as (
    update webhook_cursors c set journal_seq = t.last
    from (select group_id, min(journal_seq) as first, max(journal_seq) as last from taken group by 1) t
    where c.group_id = t.group_id and c.journal_seq = t.first - 1
    returning c.group_id
  )
  insert into webhook_deliveries (webhook_id, event_id, event_type, event_at, operation_id, wallet_id, other_wallet_id, data)
  select w.id, 'operation_' || o.id, e.type, o.applied_at, o.id, coalesce(o.origin_id, o.target_id),
    case when o.origin_id is not null then o.target_id end,
    json_build_object('operation_id', o.id, 'kind', o.kind, 'status', o.status, 'reason', o.reason, 'amount', o.amount::text,
      'currency', o.currency, 'origin_wallet_id', o.origin_id, 'target_wallet_id', o.target_id, 'debit', o.debit::text,
      'credit', o.credit::text, 'accepted_at', to_char(o.accepted_at at time zone 'UTC', $5),
      'applied_at', to_char(o.applied_at at time zone 'UTC', $5), 'related_id', o.related_id,
      'request_id', (select c.request_id from fraud_checks c where c.operation_id = o.id))
  from operations o
    join taken t on t.group_id = o.group_id and t.journal_seq = o.journal_seq
    join moved m on m.group_id = o.group_id
    cross join lateral (values (case o.status when 'success' then 'operation.succeeded' else 'operation.declined' end)) e (type)
    join webhooks w on w.disabled_at is null and e.type = any (w.event_types)
      and (w.wallet_ids is null or o.origin_id = any (w.wallet_ids) or o.target_id = any (w.wallet_ids))
    left join webhook_starts s on s.webhook_id = w.id and s.group_id = o.group_id
  where o.applied_at between $3 and $4 and o.journal_seq > coalesce(s.journal_seq, 0)
  order by t.place, o.line, w.id`

export const RFC_3339 = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'

/** Writes the deliveries of the journals and moves the cursors over them. Returns how many were written. */
export async function addDeliveries(client: Client, journals: readonly Journal[]): Promise<number> {
  const inTime = journals.toSorted((a, b) => a.atMicros - b.atMicros)
  const { rowCount } = await client.query(ADD_DELIVERIES, [
    arrayLiteral(journals.map(({ group }) => group)),
    arrayLiteral(journals.map(({ seq }) => seq)),
    inTime[0]?.committedAt,
    inTime.at(-1)?.committedAt,
    RFC_3339,
  ])
  return rowCount ?? 0
}

const SUMMARIZE = `
  select brin_summarize_new_values(i.indexrelid)
  from pg_inherits h join pg_index i on i.indexrelid = h.inhrelid
  where h.inhparent = 'operations_applied_at'::regclass
    and i.indrelid in (select to_regclass('operations' || suffix) from unnest(array['_default',
      to_char(now() at time zone 'UTC', '_YYYY_MM'), to_char(now() at time zone 'UTC' - interval '1 month', '_YYYY_MM')]) suffix)`

/**
 * Brings the BRIN up to the table's end, which is otherwise left to the next vacuum: until then every look at what came last would
 * read all that was inserted since: of 230,000 operations 3,934 pages for the 2,000 next ones, instead of 96.
 */
export async function summarizeOperations(pool: Pool): Promise<void> {
  await pool.query(SUMMARIZE)
}

const SKIP_TO_HEAD = `
  insert into webhook_cursors (group_id, journal_seq)
  select g.id, coalesce((select seq from journals where group_id = g.id order by seq desc limit 1), 0) from groups g
  where not exists (select from webhooks where disabled_at is null)
  on conflict (group_id) do update set journal_seq = excluded.journal_seq`

const START = `
  insert into webhook_starts (webhook_id, group_id, journal_seq)
  select $1, g.id, j.seq
  from groups g cross join lateral (select seq from journals where group_id = g.id order by seq desc limit 1) j
  on conflict (webhook_id, group_id) do update set journal_seq = excluded.journal_seq`

/** While nobody was told of anything, the cursors stood still. Before the first webhook is added, under the lock of fanning out. */
export async function skipToHead(client: Client): Promise<void> {
  await client.query(SKIP_TO_HEAD)
}

/** The webhook is told of what is committed after this. */
export async function startAtHead(client: Client, webhookId: number): Promise<void> {
  await client.query(START, [webhookId])
}
