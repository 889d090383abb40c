import type { Pool } from '../common/database/pool.ts'
import { type AcceptedTransfer, readFacts } from '../common/fraud/facts.ts'
import { type Judgement, judge } from '../common/fraud/judge.ts'
import { selects } from '../common/fraud/rule.ts'
import { readEnabledRules } from '../common/fraud/sql/rules.ts'

/** Says what the enabled rules, as they are now, make of a transfer that was debited. Changes nothing. */
export async function screen(pool: Pool, transfer: AcceptedTransfer): Promise<Judgement> {
  const rules = (await readEnabledRules(pool)).filter((rule) => selects(rule, transfer))
  const [facts] = rules.length === 0 ? [NO_FACTS] : await readFacts(pool, [transfer], rules)
  return judge(rules, transfer, facts ?? NO_FACTS)
}

const NO_FACTS = { currency: null, isFirstPayment: null, windows: new Map() }
