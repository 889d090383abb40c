import { useState } from 'react'
import { formatAmount, parseAmount } from '../../data/amount.ts'
import type { Wallet } from '../../data/client.ts'
import { convert, type Rates } from '../../data/exchange.ts'
import { rates } from '../../data/live.ts'
import { createSubmitter } from '../../data/operation.ts'
import { useAction } from '../../data/query.ts'
import { useStore } from '../../data/store.ts'
import { Button } from '../../parts/button.tsx'
import { Failure } from '../../parts/failure.tsx'
import { TextField } from '../../parts/field.tsx'
import { Icon } from '../../parts/icons.tsx'
import { AmountField } from '../amount-field.tsx'
import { CurrencyField } from '../currency-field.tsx'
import { Stages } from '../stages.tsx'
import { WalletPicker } from './wallet-picker.tsx'

export interface Sent {
  operationId: string
  /** As it was asked for. */
  amount: string
  currency: string
  origin: Wallet
  targetId: string
  /** Undefined: whoever sends may not see it, or it was not read yet. */
  target: Wallet | undefined
}

interface SendFormProps {
  wallets: readonly Wallet[]
  chosen: readonly [from: string, to: string]
  onChoose: (chosen: [from: string, to: string]) => void
  origin: Wallet | undefined
  target: Wallet | undefined
  onSent: (sent: Sent) => void
  newest: Sent | undefined
}

/** What to send, and what becomes of the newest that was sent. */
export function SendForm({ wallets, chosen: [from, to], onChoose, origin, target, onSent, newest }: SendFormProps) {
  const [amount, setAmount] = useState('1.00')
  const [chosenCurrency, setCurrency] = useState<string>()
  const [message, setMessage] = useState('')
  const [submit] = useState(createSubmitter)
  const currency = chosenCurrency ?? origin?.currency ?? 'USD'
  const send = useAction(async () => {
    const { micros, flaw } = parseAmount(amount)
    if (flaw !== undefined) throw new Error(flaw)
    if (origin === undefined) return
    if (from === to) throw new Error('Choose two different wallets: money cannot be sent to where it is.')
    const asked = { amount: String(micros), currency }
    const said = message.trim() === '' ? {} : { message: message.trim() }
    const wallets = { origin_wallet_id: origin.id, target_wallet_id: Number(to) }
    const operationId = await submit({ kind: 'transfer', ...wallets, ...asked, ...said })
    onSent({ operationId, ...asked, origin, targetId: to, target })
  })
  return (
    <section className="card send" aria-label="Transfer">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          send.run()
        }}
      >
        <div className="send-wallets">
          <WalletPicker label="From" value={from} onChange={(id) => onChoose([id, to])} wallets={wallets} />
          <Button size="icon" look="quiet" label="Swap the wallets" onPress={() => onChoose([to, from])}>
            <Icon name="send" />
          </Button>
          <WalletPicker label="To" value={to} onChange={(id) => onChoose([from, id])} wallets={wallets} />
        </div>
        <div className="form-pair">
          <AmountField value={amount} onChange={setAmount} />
          <CurrencyField value={currency} onChange={setCurrency} />
        </div>
        <TextField label="Message (optional)" value={message} onChange={setMessage} lengthMax={140} />
        <Preview amount={amount} currency={currency} origin={origin} target={target} />
        <Failure error={send.error} />
        <div>
          <Button submits look="main" isDisabled={send.isRunning || origin === undefined}>
            Send
          </Button>
        </div>
      </form>
      <div className="send-stages">
        {newest === undefined ? (
          <p className="quiet">Press Send, and what becomes of it appears here.</p>
        ) : (
          <>
            <Stages key={newest.operationId} {...newest} />
            <p className="small">
              <a href={`#/operations/${newest.operationId}`}>The whole story of this operation</a>
            </p>
          </>
        )}
      </div>
    </section>
  )
}

interface PreviewProps {
  amount: string
  currency: string
  origin: Wallet | undefined
  target: Wallet | undefined
}

/** What leaves and what arrives at the present rates. */
function Preview({ amount, currency, origin, target }: PreviewProps) {
  const known = useStore(rates)
  const { micros } = parseAmount(amount)
  const text =
    micros === undefined || origin === undefined || target === undefined || known === null
      ? null
      : previewOf(micros, currency, origin, target, known)
  return <p className="quiet small send-preview">{text}</p>
}

function previewOf(micros: bigint, currency: string, origin: Wallet, target: Wallet, known: Rates): string | null {
  const debit = convert(micros, currency, origin.currency, known)
  const credit = convert(micros, currency, target.currency, known)
  if (debit === null || credit === null) return null
  const leaves = `${formatAmount(debit)} ${origin.currency}`
  const arrives = `${formatAmount(credit)} ${target.currency}`
  return leaves === arrives ? `${leaves} leaves and arrives.` : `${leaves} leaves, ${arrives} arrives.`
}
