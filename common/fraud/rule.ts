/** What a rule says of a transfer that it fits. A transfer that none fits is allowed. */
export type RuleVerdict = 'reject' | 'review'

/** All conditions that are set must be met; null: that one is not set. */
export interface Conditions {
  /** Of the amount that the request named, and of the sender's wallet where sums count; null: any. */
  currency: string | null
  /** Micro-units, as the request named them. */
  amountExactly: bigint | null
  amountAtLeast: bigint | null
  amountAtMost: bigint | null
  /** Seconds up to and with the transfer, in which the sender's transfers are summed and counted. */
  windowSec: number | null
  /** Micro-units of the sender's wallet's currency. */
  windowSumAtLeast: bigint | null
  windowCountAtLeast: number | null
  /** The sender never paid the receiver before. */
  firstPayment: boolean
  senderIds: readonly bigint[] | null
  receiverIds: readonly bigint[] | null
}

export interface Rule extends Conditions {
  id: number
  name: string
  verdict: RuleVerdict
  /** Of the risk, 0 to 100. */
  score: number
  enabled: boolean
  /** Of several rules that fit with the same verdict, the lowest gives its name. */
  priority: number
}

/** What of a transfer is known when it is asked for. */
export interface AskedTransfer {
  originId: bigint
  targetId: bigint
  /** Micro-units of `currency`. */
  amount: bigint
  currency: string
}

/** Whether a rule may say something about the transfer, by what needs no look at the ledger: a rule that does not select it never fits it. */
export function selects(rule: Conditions, { originId, targetId, amount, currency }: AskedTransfer): boolean {
  if (rule.currency !== null && rule.currency !== currency) return false
  if (rule.amountExactly !== null && amount !== rule.amountExactly) return false
  if (rule.amountAtLeast !== null && amount < rule.amountAtLeast) return false
  if (rule.amountAtMost !== null && amount > rule.amountAtMost) return false
  if (rule.senderIds !== null && !rule.senderIds.includes(originId)) return false
  return rule.receiverIds === null || rule.receiverIds.includes(targetId)
}
