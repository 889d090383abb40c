import type { Client, Pool } from '../../database/pool.ts'
import type { Rule } from '../rule.ts'

/** Of a query of `fraud_rules`, as a Rule. */
export const RULE_COLUMNS = `
  id, name, verdict, score, enabled, priority, currency, amount_exactly as "amountExactly", amount_at_least as "amountAtLeast",
  amount_at_most as "amountAtMost", window_sec as "windowSec", window_sum_at_least as "windowSumAtLeast",
  window_count_at_least as "windowCountAtLeast", first_payment as "firstPayment",
  sender_ids::text[] as "senderIds", receiver_ids::text[] as "receiverIds"`

type Row = Omit<Rule, 'senderIds' | 'receiverIds'> & { senderIds: string[] | null; receiverIds: string[] | null }

export function ruleOf<Read extends Row>(
  row: Read,
): Omit<Read, 'senderIds' | 'receiverIds'> & Pick<Rule, 'senderIds' | 'receiverIds'> {
  const idsOf = (ids: string[] | null) => ids?.map(BigInt) ?? null
  return { ...row, senderIds: idsOf(row.senderIds), receiverIds: idsOf(row.receiverIds) }
}

const ENABLED = `select ${RULE_COLUMNS} from fraud_rules where enabled order by priority, id`

/** In order of priority. */
export async function readEnabledRules(pool: Client | Pool): Promise<Rule[]> {
  const { rows } = await pool.query<Row>({ name: 'enabled-rules', text: ENABLED })
  return rows.map(ruleOf)
}
