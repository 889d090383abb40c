import type { QueryResult } from 'pg'
import { shareTopology } from '../database/locks.ts'
import type { Pool } from '../database/pool.ts'
import { pipelinedTransaction } from '../database/transaction.ts'

/** What becomes of a transfer that waits for a verdict. */
export interface CheckVerdict {
  operationId: string
  verdict: 'allow' | 'reject'
  decidedBy: 'rules' | 'timeout' | 'operator'
  /** What the rules said; without it what they said before, or nothing. */
  finding?: Finding
  /** What an operator says of it. */
  note?: string
}

/** What rules say of a transfer. */
export interface Finding {
  /** Of the risk, 0 to 100. */
  score: number
  /** The rule that decides; null: none fits. */
  ruleId: number | null
  /** One line for each rule that fits. */
  reasons: readonly string[]
}

export interface Decided {
  operationId: string
  /** That the next step of the transfer is queued for. */
  group: number
}

// A verdict moves a check on only while it waits, so that one that is late or comes again changes nothing, and its next step enters the
// queue in the same commit. What waits for a person is a person's. The checks are locked in their order, so that two of these do not
// wait for each other.
const DECIDE = `
  with told as (
    select * from jsonb_to_recordset($1::jsonb) as t (
      operation_id uuid, verdict text, decided_by text, found boolean, score int, rule_id int, reasons text[], note text)
  ), waiting as materialized (
    select c.operation_id, t.verdict, t.decided_by, t.found, t.score, t.rule_id, t.reasons, t.note
    from fraud_checks c join told t using (operation_id)
    where c.state = 'pending' or (c.state = 'review' and t.decided_by = 'operator')
    order by c.operation_id for update of c
  ), decided as (
    update fraud_checks c set state = case w.verdict when 'allow' then 'allowed' else 'rejected' end, decided_at = now(),
      decided_by = w.decided_by, note = w.note,
      score = case when w.found then w.score else c.score end, rule_id = case when w.found then w.rule_id else c.rule_id end,
      reasons = case when w.found then w.reasons else c.reasons end, screened_at = case when w.found then now() else c.screened_at end
    from waiting w where c.operation_id = w.operation_id
    returning c.*
  )
  insert into queue (group_id, operation_id, kind, step, origin_id, target_id, amount, currency, accepted_at, debit, credit,
    request_rate, origin_rate, target_rate, reason)
  select w.group_id, d.operation_id, d.kind, case d.state when 'allowed' then 'credit' else 'refund' end, d.origin_id, d.target_id,
    d.amount, d.currency, d.accepted_at, d.debit, d.credit, d.request_rate, d.origin_rate, d.target_rate,
    case d.state when 'rejected' then 'rejected_fraud' end
  from decided d join wallets w on w.id = case d.state when 'allowed' then d.target_id else d.origin_id end
  order by d.accepted_at, d.operation_id
  returning operation_id as "operationId", group_id as "group"`

/**
 * Decides transfers that wait, each once, and queues what follows: the credit, or the refund. Returns those that it decided.
 *
 * @param pool a pipelined one, with a transaction timeout well below the lease time
 */
export async function decideChecks(pool: Pool, verdicts: readonly CheckVerdict[]): Promise<Decided[]> {
  const told = verdicts.map(({ operationId, verdict, decidedBy, finding, note }) => ({
    operation_id: operationId,
    verdict,
    decided_by: decidedBy,
    found: finding !== undefined,
    score: finding?.score ?? null,
    rule_id: finding?.ruleId ?? null,
    reasons: finding?.reasons ?? [],
    note: note ?? null,
  }))
  const [, decided] = await pipelinedTransaction<[unknown, QueryResult<Decided>]>(pool, (client) => [
    // First, in a statement of its own, as whoever queues does: no move may come between reading a wallet's group and queueing.
    shareTopology(client),
    client.query<Decided>({ name: 'decide-checks', text: DECIDE, values: [JSON.stringify(told)] }),
  ])
  return decided.rows
}

const REVIEW = `
  update fraud_checks set state = 'review', score = $2, rule_id = $3, reasons = $4::text[], screened_at = now()
  where operation_id = $1 and state = 'pending'`

/** Leaves a transfer to a person. Returns whether it waited for the rules. */
export async function reviewCheck(
  pool: Pool,
  operationId: string,
  { score, ruleId, reasons }: Finding,
): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'review-check',
    text: REVIEW,
    values: [operationId, score, ruleId, reasons],
  })
  return rowCount === 1
}
