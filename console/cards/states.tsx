import type { CardTransaction, Payable } from '../data/client.ts'
import { Badge, type Tone } from '../parts/badge.tsx'

const TRANSACTIONS: Readonly<Record<CardTransaction['status'], readonly [Tone, string]>> = {
  processing: ['calm', 'processing'],
  pending_payment: ['warn', 'to be paid out'],
  paid: ['good', 'paid out'],
  declined: ['bad', 'declined'],
  pending_refund: ['warn', 'being refunded'],
  refunded: ['quiet', 'refunded'],
}

/** What has become of a card transaction. */
export function TransactionState({ status }: Pick<CardTransaction, 'status'>) {
  const [tone, text] = TRANSACTIONS[status]
  return <Badge tone={tone}>{text}</Badge>
}

const PAYABLES: Readonly<Record<Payable['status'], readonly [Tone, string]>> = {
  waiting_funds: ['warn', 'waits for its day'],
  paid: ['good', 'paid out'],
  refunded: ['quiet', 'refunded'],
}

/** What has become of a payable. */
export function PayableState({ status }: Pick<Payable, 'status'>) {
  const [tone, text] = PAYABLES[status]
  return <Badge tone={tone}>{text}</Badge>
}
