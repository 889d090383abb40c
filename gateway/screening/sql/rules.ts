import type { Pool } from '../../../common/database/pool.ts'
import type { Rule } from '../../../common/fraud/rule.ts'
import { RULE_COLUMNS, ruleOf } from '../../../common/fraud/sql/rules.ts'
import { rfc3339Format } from '../../rfc3339.ts'

export type NewRule = Omit<Rule, 'id'>

export interface StoredRule extends Rule {
  createdAt: string
  updatedAt: string
}

const FORMAT = rfc3339Format('UTC')
const COLUMNS = `${RULE_COLUMNS}, to_char(created_at at time zone 'UTC', '${FORMAT}') as "createdAt",
  to_char(updated_at at time zone 'UTC', '${FORMAT}') as "updatedAt"`

type Row = Parameters<
  typeof ruleOf<
    Omit<StoredRule, 'senderIds' | 'receiverIds'> & { senderIds: string[] | null; receiverIds: string[] | null }
  >
>[0]

function valuesOf(rule: NewRule): unknown[] {
  return [
    rule.name,
    rule.verdict,
    rule.score,
    rule.enabled,
    rule.priority,
    rule.currency,
    rule.amountExactly,
    rule.amountAtLeast,
    rule.amountAtMost,
    rule.windowSec,
    rule.windowSumAtLeast,
    rule.windowCountAtLeast,
    rule.firstPayment,
    rule.senderIds,
    rule.receiverIds,
  ]
}

const WRITTEN = `name, verdict, score, enabled, priority, currency, amount_exactly, amount_at_least, amount_at_most, window_sec,
  window_sum_at_least, window_count_at_least, first_payment, sender_ids, receiver_ids`
const PARAMETERS = Array.from({ length: 15 }, (_, i) => `$${i + 1}`).join(', ')

// One at a time, so that there are never more.
const CREATE = `
  with counted as materialized (
    select pg_advisory_xact_lock(hashtext(current_schema()), -7)
  )
  insert into fraud_rules (${WRITTEN})
  select ${PARAMETERS} from counted where (select count(*) from fraud_rules) < $16 returning ${COLUMNS}`

/** Null when there are so many already. Throws the database's error when the name is another's, or the currency nobody's. */
export async function createRule(pool: Pool, rule: NewRule, rulesMax: number): Promise<StoredRule | null> {
  const { rows } = await pool.query<Row>(CREATE, [...valuesOf(rule), rulesMax])
  return rows[0] === undefined ? null : ruleOf(rows[0])
}

/** In order of id. */
export async function listRules(pool: Pool, after: number, limit: number): Promise<StoredRule[]> {
  const text = `select ${COLUMNS} from fraud_rules where id > $1 order by id limit $2`
  const { rows } = await pool.query<Row>(text, [after, limit])
  return rows.map(ruleOf)
}

/** Null when there is none with that id. */
export async function readRule(pool: Pool, id: number): Promise<StoredRule | null> {
  const { rows } = await pool.query<Row>(`select ${COLUMNS} from fraud_rules where id = $1`, [id])
  return rows[0] === undefined ? null : ruleOf(rows[0])
}

const CHANGE = `
  update fraud_rules set (${WRITTEN}) = row (${PARAMETERS}), updated_at = now()
  where id = $16 and updated_at = $17::timestamptz returning ${COLUMNS}`

/** Null when somebody else changed or removed it since it was read. */
export async function changeRule(pool: Pool, { id, updatedAt }: StoredRule, rule: NewRule): Promise<StoredRule | null> {
  const { rows } = await pool.query<Row>(CHANGE, [...valuesOf(rule), id, updatedAt])
  return rows[0] === undefined ? null : ruleOf(rows[0])
}

/** Returns whether there was one. What it said of transfers stays. */
export async function deleteRule(pool: Pool, id: number): Promise<boolean> {
  const { rowCount } = await pool.query('delete from fraud_rules where id = $1', [id])
  return rowCount === 1
}
