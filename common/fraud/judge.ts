import type { Facts } from './facts.ts'
import { type AskedTransfer, type Conditions, type Rule, selects } from './rule.ts'

export interface Judgement {
  verdict: 'allow' | 'reject' | 'review'
  /** Of the risk, 0 to 100: the highest of the rules that fit. */
  score: number
  /** One line for each rule that fits, those that decide first. */
  reasons: string[]
  /** The rule that decides; null: none fits. */
  ruleId: number | null
}

/** Whether all conditions of a rule are met. */
export function fits(rule: Conditions, transfer: AskedTransfer, facts: Facts): boolean {
  if (!selects(rule, transfer)) return false
  if (rule.firstPayment && facts.isFirstPayment !== true) return false
  if (rule.windowSec === null) return true
  const window = facts.windows.get(rule.windowSec)
  if (window === undefined) return false
  if (rule.windowCountAtLeast !== null && window.count < rule.windowCountAtLeast) return false
  if (rule.windowSumAtLeast === null) return true
  return (rule.currency === null || rule.currency === facts.currency) && window.sum >= rule.windowSumAtLeast
}

/** What the rules make of a transfer: one that rejects outweighs those that send it to a person, whatever their priority. */
export function judge(rules: readonly Rule[], transfer: AskedTransfer, facts: Facts): Judgement {
  const fitting = rules.filter((rule) => rule.enabled && fits(rule, transfer, facts)).sort(byWeight)
  return {
    verdict: fitting[0]?.verdict ?? 'allow',
    score: Math.max(0, ...fitting.map(({ score }) => score)),
    reasons: fitting.map(({ name, verdict, score }) => `${name}: ${verdict}, score ${score}`),
    ruleId: fitting[0]?.id ?? null,
  }
}

function byWeight(a: Rule, b: Rule): number {
  if (a.verdict !== b.verdict) return a.verdict === 'reject' ? -1 : 1
  return a.priority - b.priority || a.id - b.id
}
