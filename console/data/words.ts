import { ProblemError } from './client.ts'

const REASONS: Readonly<Record<string, string>> = {
  insufficient_funds: 'The wallet does not have enough money.',
  wallet_closed: 'The wallet is closed.',
  wallet_frozen: 'The wallet is frozen.',
  unknown_wallet: 'There is no such wallet.',
  unknown_currency: 'The currency has no rate.',
  amount_rounds_to_zero: 'Converted, the amount would be nothing.',
  amount_out_of_range: 'The amount is too large.',
  balance_out_of_range: 'The balance would be too large.',
  unknown_hold: 'There is no such hold.',
  hold_declined: 'The hold was declined.',
  hold_captured: 'The hold was captured already.',
  hold_released: 'The hold was released already.',
  hold_expired: 'The hold expired.',
  exceeds_hold: 'That is more than is held.',
  hold_paid_out: 'It was paid out already.',
  hold_refunded: 'It was refunded already.',
  card_declined: 'The card was declined.',
  acquirer_timeout: 'The acquirer did not answer in time.',
  rejected_fraud: 'Screening for fraud rejected it.',
}

/** Why an operation was declined, as a sentence. */
export function reasonInWords(reason: string): string {
  return REASONS[reason] ?? `${reason.replaceAll('_', ' ')}.`
}

export interface FailureInWords {
  text: string
  /** Stable, for who asks for help; null where no gateway answered. */
  code: string | null
  requestId: string | null
}

export function failureInWords(error: unknown): FailureInWords {
  if (error instanceof ProblemError) {
    const { detail, errors = [], code, request_id: requestId } = error.problem
    const parts = errors.map(({ pointer, detail: flaw }) => `${pointer.slice(1).replaceAll('/', ' ')} ${flaw}`)
    return { text: parts.length > 0 ? parts.join('; ') : detail, code, requestId: requestId === '' ? null : requestId }
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return { text: 'The gateway did not answer in time.', code: null, requestId: null }
  }
  // What browsers throw when there is no connection says different things in each.
  if (error instanceof TypeError) return { text: 'The gateway cannot be reached.', code: null, requestId: null }
  return { text: error instanceof Error ? error.message : String(error), code: null, requestId: null }
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
