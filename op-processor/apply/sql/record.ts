import { columnLiterals } from '../../../common/database/arrays.ts'
import { SCREEN, screenKey } from '../../../common/fraud/screen-task.ts'
import type { Posting } from '../../../ledger/decision.ts'
import { type Journal, operationFields } from '../../../ledger/journal.ts'
import type { Operation } from '../../../ledger/operation.ts'
import type { Statement } from './commit.ts'
import { SCREENED_STEP_COLUMNS, STEP_COLUMNS, screenedStepFields, screeningOf, stepFields } from './step.ts'

// Everything of a batch in one statement: one round trip, one pass of the triggers. `line` is the place in the array.
//
// A posting names its operation by `place`: n is the nth that ended, -n the nth that goes on. What it takes from there is
// sent and parsed once; an element of an array of fixed width is found without walking it, so text is sent again.
const STEPS_FROM = 37

const recordText = (columns: typeof STEP_COLUMNS, { steps, done }: { steps: string; done: string }) => {
  const AFTER_STEPS = STEPS_FROM + columns.count
  return `
  with journal as (
    insert into journals (group_id, seq, epoch, committed_at, previous_hash, hash, operations, postings, duration_us)
    values ($1, $2, $3, $4, $5, $6, cardinality($7::uuid[]), cardinality($22::bigint[]), $${AFTER_STEPS}::int)
  ), ended as (
    insert into operations (group_id, journal_seq, applied_at, id, kind, status, reason, origin_id, target_id, amount,
      currency, debit, credit, request_rate, origin_rate, target_rate, accepted_at, related_id, line)
    select $1, $2, $4, *
    from rows from (unnest($7::uuid[], $8::text[], $9::text[], $10::text[], $11::bigint[], $12::bigint[], $13::bigint[],
      $14::text[], $15::bigint[], $16::bigint[], $17::numeric[], $18::numeric[], $19::numeric[], $20::timestamptz[], $21::uuid[]))
      with ordinality
  ), posted as (
    insert into postings (group_id, journal_seq, wallet_id, line, kind, amount, currency, balance, requested_currency,
      operation_id, requested_amount, accepted_at)
    select $1, $2, wallet_id, line, kind, amount, currency, balance, requested_currency,
      coalesce(($7::uuid[])[place], ($38::uuid[])[-place]),
      coalesce(($13::bigint[])[place], ($43::bigint[])[-place]),
      coalesce(($20::timestamptz[])[place], ($45::timestamptz[])[-place])
    from unnest($22::bigint[], $23::int[], $24::text[], $25::bigint[], $26::text[], $27::bigint[], $28::text[],
      $29::int[]) as p (wallet_id, line, kind, amount, currency, balance, requested_currency, place)
  ), balanced as (
    update wallets w set balance = v.after, held = coalesce(v.held_after, w.held)
    from unnest($30::bigint[], $31::bigint[], $32::bigint[], $${AFTER_STEPS + 3}::bigint[], $${AFTER_STEPS + 4}::bigint[])
      as v (id, before, after, held_before, held_after)
    where w.id = v.id and w.balance = v.before and w.group_id = $1 and w.held = coalesce(v.held_before, w.held)
    returning 1
  ), system_balanced as (
    insert into system_accounts (group_id, kind, currency, balance)
    select $1, kind, currency, balance
    from unnest($33::text[], $34::text[], $36::numeric[]) as v (kind, currency, balance)
    on conflict (group_id, kind, currency) do update set balance = excluded.balance
  ), system_posted as (
    insert into system_postings (group_id, journal_seq, kind, currency, amount, balance)
    select $1, $2, * from unnest($33::text[], $34::text[], $35::numeric[], $36::numeric[])
  ), positioned as (
    insert into bank_positions (group_id, bank_id, balance)
    select $1, * from unnest($${AFTER_STEPS + 1}::int[], $${AFTER_STEPS + 2}::numeric[])
    on conflict (group_id, bank_id) do update set balance = excluded.balance
  ), reserved as (
    update holds h set state = v.after, amount = nullif(v.amount, 0), captured = v.captured, ended_by = v.ended_by,
      refunded = v.refunded
    from unnest($${AFTER_STEPS + 5}::uuid[], $${AFTER_STEPS + 6}::text[], $${AFTER_STEPS + 7}::text[], $${AFTER_STEPS + 8}::bigint[],
      $${AFTER_STEPS + 9}::bigint[], $${AFTER_STEPS + 10}::uuid[], $${AFTER_STEPS + 11}::bigint[]) as v (id, before, after, amount, captured, ended_by, refunded)
    where h.operation_id = v.id and h.state = v.before
    returning 1
  ), ${steps}
  select assert_rows((select count(*) from balanced), cardinality($30::bigint[]), 'balances as they were read'),
    assert_rows((select count(*) from reserved), cardinality($${AFTER_STEPS + 5}::uuid[]), 'holds as they were read')${done}`
}

const RECORD = recordText(STEP_COLUMNS, {
  steps: `queued as (
    insert into queue (${STEP_COLUMNS.names})
    select * from unnest(${STEP_COLUMNS.parameters(STEPS_FROM)})
  )`,
  done: '',
})

// Where a credit waits for its verdict: its check and the job that asks are written with the debit, or nothing is. Batches without one
// pay nothing for it.
const RECORD_SCREENED = recordText(SCREENED_STEP_COLUMNS, {
  steps: `steps as materialized (
    select * from unnest(${SCREENED_STEP_COLUMNS.parameters(STEPS_FROM)}) as s (${SCREENED_STEP_COLUMNS.names})
  ), queued as (
    insert into queue (${STEP_COLUMNS.names}) select ${STEP_COLUMNS.names} from steps where not screened
  ), checked as (
    insert into fraud_checks (operation_id, kind, origin_id, target_id, amount, currency, accepted_at, debit, credit,
      request_rate, origin_rate, target_rate, request_id)
    select operation_id, kind, origin_id, target_id, amount, currency, accepted_at, debit, credit,
      request_rate, origin_rate, target_rate, request_id
    from steps where screened
    returning operation_id
  )`,
  done: `,
    (select enqueue_jobs('${SCREEN.name}', array_agg(json_build_object('operation_id', operation_id)),
      array_agg('${screenKey('')}' || operation_id), ${SCREEN.attemptsMax}) from checked)`,
})

/** Refused by the database when a balance is not what it was when it was read: somebody else wrote it. */
export function record(journal: Journal, durationUs: number): Statement {
  const { group, seq, epoch, at, previousHash, hash, systemPostings, positions, holds } = journal
  const balances = [...journal.balances].sort((a, b) => a.walletId - b.walletId)
  // Mostly nothing was held or given back: then these columns are empty, and the wallets keep what they hold.
  const held = holds.length === 0 ? [] : balances
  const isScreened = journal.next.some(({ step }) => screeningOf(step) !== undefined)
  const columns = isScreened ? SCREENED_STEP_COLUMNS : STEP_COLUMNS
  const fieldsOf = isScreened ? screenedStepFields : stepFields
  const values = [
    ...[group, seq, epoch, at, previousHash, hash],
    ...columnLiterals(journal.ended.map(operationFields), 15),
    ...columnLiterals(linesOf(journal), 8),
    ...columnLiterals(
      balances.map((change) => [change.walletId, change.before, change.after]),
      3,
    ),
    ...columnLiterals(
      systemPostings.map((line) => [line.kind, line.currency, line.amount, line.balance]),
      4,
    ),
    ...columnLiterals(
      journal.next.map((next) => fieldsOf(next.group, next.step)),
      columns.count,
    ),
    durationUs,
    ...columnLiterals(
      positions.map((position) => [position.bankId, position.balance]),
      2,
    ),
    ...columnLiterals(
      held.map((change) => [change.heldBefore, change.heldAfter]),
      2,
    ),
    ...columnLiterals(
      holds.map(({ before, after }) => [
        after.id,
        before.state,
        after.state,
        after.amount,
        after.captured,
        after.endedBy,
        after.refunded,
      ]),
      7,
    ),
  ]
  return isScreened
    ? { name: 'record-screened', text: RECORD_SCREENED, values }
    : { name: 'record', text: RECORD, values }
}

/** In order of wallet, so that the index is written from left to right. */
function linesOf({ postings, ended, next }: Journal) {
  const places = new Map<Operation, number>([
    ...ended.map(({ operation }, i) => [operation, i + 1] as const),
    ...next.map(({ step }, i) => [step.operation, -1 - i] as const),
  ])
  const fieldsOf = ({ walletId, kind, amount, currency, balance, operation }: Posting, i: number) =>
    [walletId, i + 1, kind, amount, currency, balance, operation.currency, places.get(operation) ?? null] as const
  return postings.map(fieldsOf).sort(([a], [b]) => a - b)
}
