import { columnLiterals } from '../../../common/database/arrays.ts'
import type { Client } from '../../../common/database/pool.ts'
import { type Journal, operationFields, postingFields } from '../../../ledger/journal.ts'
import { STEP_COLUMNS, stepFields } from './step.ts'

// Everything of a batch in one statement: one round trip, one pass of the triggers. `line` is the place in the array.
const RECORD = `
  with journal as (
    insert into journals (group_id, seq, epoch, committed_at, previous_hash, hash, operations, postings)
    values ($1, $2, $3, $4, $5, $6, cardinality($7::uuid[]), cardinality($21::bigint[]))
  ), ended as (
    insert into operations (group_id, journal_seq, applied_at, id, kind, status, reason, origin_id, target_id, amount,
      currency, debit, credit, request_rate, origin_rate, target_rate, accepted_at, line)
    select $1, $2, $4, *
    from rows from (unnest($7::uuid[], $8::text[], $9::text[], $10::text[], $11::bigint[], $12::bigint[], $13::bigint[],
      $14::text[], $15::bigint[], $16::bigint[], $17::numeric[], $18::numeric[], $19::numeric[], $20::timestamptz[]))
      with ordinality
  ), posted as (
    insert into postings (group_id, journal_seq, wallet_id, operation_id, kind, amount, currency, balance,
      requested_amount, requested_currency, accepted_at, line)
    select $1, $2, *
    from unnest($21::bigint[], $22::uuid[], $23::text[], $24::bigint[], $25::text[], $26::bigint[], $27::bigint[],
      $28::text[], $29::timestamptz[], $30::int[])
  ), balanced as (
    update wallets w set balance = v.after
    from unnest($31::bigint[], $32::bigint[], $33::bigint[]) as v (id, before, after)
    where w.id = v.id and w.balance = v.before and w.group_id = $1
    returning 1
  ), system_balanced as (
    insert into system_accounts (group_id, kind, currency, balance)
    select $1, kind, currency, balance
    from unnest($34::text[], $35::text[], $37::numeric[]) as v (kind, currency, balance)
    on conflict (group_id, kind, currency) do update set balance = excluded.balance
  ), system_posted as (
    insert into system_postings (group_id, journal_seq, kind, currency, amount, balance)
    select $1, $2, * from unnest($34::text[], $35::text[], $36::numeric[], $37::numeric[])
  ), queued as (
    insert into queue (${STEP_COLUMNS.names})
    select * from unnest(${STEP_COLUMNS.parameters(38)})
  )
  select assert_rows((select count(*) from balanced), cardinality($31::bigint[]), 'balances as they were read')`

/** Refused by the database when a balance is not what it was when it was read: somebody else wrote it. */
export async function record(client: Client, journal: Journal): Promise<void> {
  const { group, seq, epoch, at, previousHash, hash, balances, systemPostings } = journal
  const values = [
    ...[group, seq, epoch, at, previousHash, hash],
    ...columnLiterals(journal.ended.map(operationFields), 14),
    ...columnLiterals(
      journal.postings
        .map((posting, i) => ({ posting, line: i + 1 }))
        .sort((a, b) => a.posting.walletId - b.posting.walletId)
        .map(({ posting, line }) => [...postingFields(posting), line]),
      10,
    ),
    ...columnLiterals(
      [...balances]
        .sort((a, b) => a.walletId - b.walletId)
        .map((change) => [change.walletId, change.before, change.after]),
      3,
    ),
    ...columnLiterals(
      systemPostings.map((line) => [line.kind, line.currency, line.amount, line.balance]),
      4,
    ),
    ...columnLiterals(
      journal.next.map((next) => stepFields(next.group, next.step)),
      STEP_COLUMNS.count,
    ),
  ]
  await client.query({ name: 'record', text: RECORD, values })
}
