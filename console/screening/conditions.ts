import { formatAmount, parseAmount, plainAmount } from '../data/amount.ts'
import type { Rule, RuleConditions } from '../data/client.ts'
import { duration } from '../data/time.ts'

const AMOUNTS = ['amount_exactly', 'amount_at_least', 'amount_at_most', 'window_sum_at_least'] as const
const NUMBERS = ['window_sec', 'window_count_at_least'] as const
const WALLETS = ['sender_ids', 'receiver_ids'] as const

type Written = (typeof AMOUNTS)[number] | (typeof NUMBERS)[number] | (typeof WALLETS)[number]

/** The conditions of a rule as somebody types them; what is left empty is not asked for. */
export interface ConditionsForm extends Record<Written, string> {
  currency: string
  first_payment: boolean
}

export const NO_CONDITIONS: ConditionsForm = {
  currency: '',
  amount_exactly: '',
  amount_at_least: '',
  amount_at_most: '',
  window_sec: '',
  window_sum_at_least: '',
  window_count_at_least: '',
  first_payment: false,
  sender_ids: '',
  receiver_ids: '',
}

export function formOf(rule: Rule): ConditionsForm {
  const amount = (micros: string | null) => (micros === null ? '' : plainAmount(micros))
  return {
    currency: rule.currency ?? '',
    amount_exactly: amount(rule.amount_exactly),
    amount_at_least: amount(rule.amount_at_least),
    amount_at_most: amount(rule.amount_at_most),
    window_sec: String(rule.window_sec ?? ''),
    window_sum_at_least: amount(rule.window_sum_at_least),
    window_count_at_least: String(rule.window_count_at_least ?? ''),
    first_payment: rule.first_payment,
    sender_ids: rule.sender_ids?.join(', ') ?? '',
    receiver_ids: rule.receiver_ids?.join(', ') ?? '',
  }
}

/** Null is what is not asked for. Throws in words where something is not what it should be. */
export function conditionsOf(form: ConditionsForm): Required<RuleConditions> {
  return {
    currency: form.currency === '' ? null : form.currency,
    amount_exactly: amountOf(form.amount_exactly),
    amount_at_least: amountOf(form.amount_at_least),
    amount_at_most: amountOf(form.amount_at_most),
    window_sec: wholeOf(form.window_sec),
    window_sum_at_least: amountOf(form.window_sum_at_least),
    window_count_at_least: wholeOf(form.window_count_at_least),
    first_payment: form.first_payment,
    sender_ids: walletsOf(form.sender_ids),
    receiver_ids: walletsOf(form.receiver_ids),
  }
}

function amountOf(text: string): string | null {
  if (text.trim() === '') return null
  const { micros, flaw } = parseAmount(text)
  if (flaw !== undefined) throw new Error(flaw)
  return String(micros)
}

const WHOLE = /^[1-9]\d{0,14}$/

function wholeOf(text: string): number | null {
  if (text.trim() === '') return null
  if (!WHOLE.test(text.trim())) throw new Error(`Write “${text.trim()}” as a whole number above zero`)
  return Number(text)
}

function walletsOf(text: string): number[] | null {
  const numbers = text.split(/[\s,;]+/).filter((part) => part !== '')
  return numbers.length === 0 ? null : numbers.map((part) => wholeOf(part.replace(/^#/, '')) ?? 0)
}

const NAMED_MAX = 5

/** When a rule fits, one line for each condition; all of them must be met. */
export function conditionsInWords(rule: Rule): string[] {
  const currency = rule.currency === null ? '' : ` ${rule.currency}`
  const lines: string[] = []
  if (rule.amount_exactly !== null) lines.push(`exactly ${formatAmount(rule.amount_exactly)}${currency}`)
  if (rule.amount_at_least !== null) lines.push(`at least ${formatAmount(rule.amount_at_least)}${currency}`)
  if (rule.amount_at_most !== null) lines.push(`at most ${formatAmount(rule.amount_at_most)}${currency}`)
  const time = rule.window_sec === null ? '' : duration(rule.window_sec * 1_000)
  if (rule.window_count_at_least !== null) lines.push(`${rule.window_count_at_least} transfers or more within ${time}`)
  if (rule.window_sum_at_least !== null) {
    lines.push(`${formatAmount(rule.window_sum_at_least)}${currency} or more within ${time}`)
  }
  if (rule.first_payment) lines.push('never paid the receiver before')
  if (rule.sender_ids !== null) lines.push(`from ${walletsInWords(rule.sender_ids)}`)
  if (rule.receiver_ids !== null) lines.push(`to ${walletsInWords(rule.receiver_ids)}`)
  const hasAmount = rule.amount_exactly !== null || rule.amount_at_least !== null || rule.amount_at_most !== null
  if (rule.currency !== null && !hasAmount && rule.window_sum_at_least === null) lines.unshift(`in ${rule.currency}`)
  return lines
}

function walletsInWords(ids: readonly number[]): string {
  const more = ids.length - NAMED_MAX
  const named = ids.slice(0, NAMED_MAX).join(', ')
  return `wallet ${named}${more > 0 ? ` and ${more} more` : ''}`
}
