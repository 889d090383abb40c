import type { Pool } from '../../common/database/pool.ts'
import { type AcceptedTransfer, type Facts, readFacts } from '../../common/fraud/facts.ts'
import { fits } from '../../common/fraud/judge.ts'
import { type Conditions, selects } from '../../common/fraud/rule.ts'
import { readHistory } from './sql/history.ts'

export interface DryRun {
  /** Transfers that were looked at. */
  examined: number
  /** Those of them that would have waited for a verdict. */
  selected: number
  /** Those of them that the rule fits. */
  fitting: number
  /** The newest of those. */
  transfers: AcceptedTransfer[]
  /** Whether all transfers of the time were looked at. */
  isComplete: boolean
}

const PAGE = 1_000
const EXAMINED_MAX = 20_000
/** Of transfers for which the ledger has to be looked at. */
const LOOKED_UP_MAX = 2_000
const SHOWN_MAX = 100

const NO_FACTS: Facts = { currency: null, isFirstPayment: null, windows: new Map() }

/** What a rule would have said of the transfers of the last days, newest first, as far as the bounds go. Changes nothing. */
export async function dryRun(pool: Pool, rule: Conditions, days: number): Promise<DryRun> {
  const found: DryRun = { examined: 0, selected: 0, fitting: 0, transfers: [], isComplete: false }
  const looksUp = rule.windowSec !== null || rule.firstPayment
  let before: string | null = null
  while (found.examined < EXAMINED_MAX && !(looksUp && found.selected >= LOOKED_UP_MAX)) {
    const page: AcceptedTransfer[] = await readHistory(pool, days, before, PAGE)
    const selected = page.filter((transfer) => selects(rule, transfer))
    const facts = looksUp && selected.length > 0 ? await readFacts(pool, selected, [rule]) : []
    const fitting = selected.filter((transfer, i) => fits(rule, transfer, facts[i] ?? NO_FACTS))
    found.examined += page.length
    found.selected += selected.length
    found.fitting += fitting.length
    found.transfers.push(...fitting.slice(0, SHOWN_MAX - found.transfers.length))
    before = page.at(-1)?.operationId ?? null
    if (page.length < PAGE) return { ...found, isComplete: true }
  }
  return found
}
