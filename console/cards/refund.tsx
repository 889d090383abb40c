import { useState } from 'react'
import { formatAmount, parseAmount, plainAmount } from '../data/amount.ts'
import { type CardTransaction, dataOf, idempotencyKey, mesh } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import { AmountField } from '../money/amount-field.tsx'
import { FormDialog } from '../parts/dialog.tsx'

interface RefundProps {
  transaction: CardTransaction
  onClose: () => void
}

/** Gives a card its money back, or a part of it. */
export function Refund({ transaction: { id, amount, refunded, currency, card }, onClose }: RefundProps) {
  const left = BigInt(amount) - BigInt(refunded)
  const [text, setText] = useState(plainAmount(left))
  // The same while the amount is: who presses the button again after no answer came refunds once.
  const [key, setKey] = useState(idempotencyKey)
  const refund = useAction(async () => {
    const { micros, flaw } = parseAmount(text)
    if (flaw !== undefined) throw new Error(flaw)
    const params = { path: { id }, header: key }
    await dataOf(mesh.POST('/v1/card_transactions/{id}/refund', { params, body: { amount: String(micros) } }))
    onClose()
  })
  return (
    <FormDialog
      title="Refund the card?"
      action="Refund it"
      dismissal="Leave it"
      isDangerous
      onClose={onClose}
      isRunning={refund.isRunning}
      error={refund.error}
      onSubmit={() => refund.run()}
    >
      <p>
        The wallet pays its share now, the fee the rest, and the card ending in {card.last_four} gets it. This cannot be
        taken back.
      </p>
      <AmountField
        label={`Amount in ${currency}`}
        value={text}
        onChange={(written) => {
          setText(written)
          setKey(idempotencyKey())
        }}
        hint={`At most ${formatAmount(left)}.`}
      />
    </FormDialog>
  )
}
