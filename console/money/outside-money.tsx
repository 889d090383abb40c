import { useState } from 'react'
import { parseAmount } from '../data/amount.ts'
import type { Wallet } from '../data/client.ts'
import { createSubmitter, type NewOperation } from '../data/operation.ts'
import { useAction } from '../data/query.ts'
import { FormDialog } from '../parts/dialog.tsx'
import { AmountField } from './amount-field.tsx'
import { CurrencyField } from './currency-field.tsx'
import { StagesDialog } from './stages-dialog.tsx'

export type Way = 'deposit' | 'withdrawal'

const WORDS = {
  deposit: { title: 'Deposit into', action: 'Deposit', about: 'Money that comes from outside of the mesh.' },
  withdrawal: { title: 'Withdraw from', action: 'Withdraw', about: 'Money that leaves the mesh.' },
} as const

interface OutsideMoneyProps {
  way: Way
  wallet: Wallet
  onClose: () => void
}

/** Brings money from outside into a wallet, or takes some out. */
export function OutsideMoney({ way, wallet, onClose }: OutsideMoneyProps) {
  const [amount, setAmount] = useState('')
  const [currency, setCurrency] = useState(wallet.currency)
  const [operationId, setOperationId] = useState<string>()
  const [submit] = useState(createSubmitter)
  const move = useAction(async () => {
    const { micros, flaw } = parseAmount(amount)
    if (flaw !== undefined) throw new Error(flaw)
    setOperationId(await submit(operationOf(way, wallet.id, String(micros), currency)))
  })
  const title = `${WORDS[way].title} ${wallet.name ?? `wallet ${wallet.id}`}`
  if (operationId !== undefined) {
    return <StagesDialog title={title} operationId={operationId} origin={wallet} target={wallet} onClose={onClose} />
  }
  return (
    <FormDialog
      title={title}
      action={WORDS[way].action}
      onClose={onClose}
      isRunning={move.isRunning}
      error={move.error}
      onSubmit={() => move.run()}
    >
      <p className="quiet">{WORDS[way].about} Its currency need not be the wallet’s.</p>
      <div className="form-pair">
        <AmountField value={amount} onChange={setAmount} />
        <CurrencyField value={currency} onChange={setCurrency} />
      </div>
    </FormDialog>
  )
}

function operationOf(way: Way, walletId: number, amount: string, currency: string): NewOperation {
  return way === 'deposit'
    ? { kind: 'deposit', target_wallet_id: walletId, amount, currency }
    : { kind: 'withdrawal', origin_wallet_id: walletId, amount, currency }
}
