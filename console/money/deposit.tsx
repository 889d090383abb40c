import { useState } from 'react'
import { parseAmount } from '../data/amount.ts'
import type { Wallet } from '../data/client.ts'
import { createSubmitter } from '../data/operation.ts'
import { useAction } from '../data/query.ts'
import { Button } from '../parts/button.tsx'
import { Dialog, FormDialog } from '../parts/dialog.tsx'
import { AmountField } from './amount-field.tsx'
import { CurrencyField } from './currency-field.tsx'
import { Stages } from './stages.tsx'

/** Brings money from outside into a wallet. */
export function Deposit({ wallet, onClose }: { wallet: Wallet; onClose: () => void }) {
  const [amount, setAmount] = useState('')
  const [currency, setCurrency] = useState(wallet.currency)
  const [operationId, setOperationId] = useState<string>()
  const [submit] = useState(createSubmitter)
  const deposit = useAction(async () => {
    const { micros, flaw } = parseAmount(amount)
    if (flaw !== undefined) throw new Error(flaw)
    setOperationId(await submit({ kind: 'deposit', target_wallet_id: wallet.id, amount: String(micros), currency }))
  })
  const title = `Deposit into ${wallet.name ?? `wallet ${wallet.id}`}`
  if (operationId !== undefined) {
    return (
      <Dialog title={title} onClose={onClose}>
        <Stages operationId={operationId} target={wallet} />
        <div className="dialog-buttons">
          <Button look="main" onPress={onClose}>
            Done
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <FormDialog
      title={title}
      action="Deposit"
      onClose={onClose}
      isRunning={deposit.isRunning}
      error={deposit.error}
      onSubmit={() => deposit.run()}
    >
      <p className="quiet">Money that comes from outside of the mesh. Its currency need not be the wallet’s.</p>
      <div className="form-pair">
        <AmountField value={amount} onChange={setAmount} />
        <CurrencyField value={currency} onChange={setCurrency} />
      </div>
    </FormDialog>
  )
}
