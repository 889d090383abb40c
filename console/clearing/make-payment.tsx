import { useState } from 'react'
import { parseAmount } from '../data/amount.ts'
import { type Bank, dataOf, idempotencyKey, mesh } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import { AmountField } from '../money/amount-field.tsx'
import { StagesDialog } from '../money/stages-dialog.tsx'
import { FormDialog } from '../parts/dialog.tsx'
import { ChoiceField, TextField } from '../parts/field.tsx'

const DOLLARS = { currency: 'USD' } as const

interface Party {
  bank: string
  account: string
}

/** A payment between accounts at two banks. */
export function MakePayment({ banks, onClose }: { banks: readonly Bank[]; onClose: () => void }) {
  const [from, setFrom] = useState<Party>({ bank: String(banks[0]?.id ?? ''), account: 'A-1' })
  const [to, setTo] = useState<Party>({ bank: String(banks[1]?.id ?? ''), account: 'B-1' })
  const [amount, setAmount] = useState('250.00')
  const [paymentId, setPaymentId] = useState<string>()
  const pay = useAction(async () => {
    const { micros, flaw } = parseAmount(amount)
    if (flaw !== undefined) throw new Error(flaw)
    const [origin, target] = [from, to].map(({ bank, account }) => ({ bank_id: Number(bank), account }))
    if (origin === undefined || target === undefined) return
    const body = { from: origin, to: target, amount: String(micros), ...DOLLARS }
    setPaymentId((await dataOf(mesh.POST('/v1/payments', { body, params: { header: idempotencyKey() } }))).id)
  })
  if (paymentId !== undefined) {
    return <StagesDialog title="Payment" operationId={paymentId} origin={DOLLARS} target={DOLLARS} onClose={onClose} />
  }
  return (
    <FormDialog
      title="Make a payment"
      action="Pay"
      onClose={onClose}
      isRunning={pay.isRunning}
      error={pay.error}
      onSubmit={() => pay.run()}
    >
      <PartyFields name="From" banks={banks} party={from} onChange={setFrom} />
      <PartyFields name="To" banks={banks} party={to} onChange={setTo} />
      <AmountField label="Amount in USD" value={amount} onChange={setAmount} hint="In whole cents." />
    </FormDialog>
  )
}

interface PartyFieldsProps {
  name: string
  banks: readonly Bank[]
  party: Party
  onChange: (party: Party) => void
}

function PartyFields({ name, banks, party, onChange }: PartyFieldsProps) {
  return (
    <div className="form-pair">
      <ChoiceField
        label={`${name} bank`}
        value={party.bank}
        options={banks.map(({ id, name: bank }) => [String(id), bank] as const)}
        onChange={(bank) => onChange({ ...party, bank })}
      />
      <TextField
        label={`${name} account`}
        value={party.account}
        onChange={(account) => onChange({ ...party, account })}
        isRequired
        lengthMax={34}
      />
    </div>
  )
}
