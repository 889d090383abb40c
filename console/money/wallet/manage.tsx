import { useState } from 'react'
import { formatAmount, parseAmount, plainAmount } from '../../data/amount.ts'
import { dataOf, idempotencyKey, mesh, type Wallet } from '../../data/client.ts'
import { useAction } from '../../data/query.ts'
import { type Role, runsMesh } from '../../data/session.ts'
import { Button } from '../../parts/button.tsx'
import { FormDialog } from '../../parts/dialog.tsx'
import { Failure } from '../../parts/failure.tsx'
import { AmountField } from '../amount-field.tsx'

interface ManageProps {
  wallet: Wallet
  role: Role
  onChanged: () => void
}

type Opened = 'close' | 'limit'

/** What can be done to a wallet that moves no money. */
export function Manage({ wallet, role, onChanged }: ManageProps) {
  const [opened, setOpened] = useState<Opened>()
  const params = { path: { id: String(wallet.id) }, header: idempotencyKey() }
  const isFrozen = wallet.state === 'frozen'
  const freeze = useAction(async () => {
    await dataOf(
      isFrozen ? mesh.POST('/v1/wallets/{id}/unfreeze', { params }) : mesh.POST('/v1/wallets/{id}/freeze', { params }),
    )
    onChanged()
  })
  const done = () => {
    setOpened(undefined)
    onChanged()
  }
  // A clearing account has no floor, and changes by payments alone.
  if (wallet.state === 'closed' || wallet.credit_limit === null) return null
  return (
    <>
      <div className="row">
        {runsMesh(role) ? (
          <>
            <Button size="small" onPress={() => freeze.run()} isDisabled={freeze.isRunning}>
              {isFrozen ? 'Unfreeze' : 'Freeze'}
            </Button>
            <Button size="small" onPress={() => setOpened('limit')}>
              Credit limit
            </Button>
          </>
        ) : null}
        <Button size="small" onPress={() => setOpened('close')}>
          Close for good
        </Button>
      </div>
      <Failure error={freeze.error} />
      {opened === 'close' ? <CloseWallet wallet={wallet} onClose={done} /> : null}
      {opened === 'limit' ? <CreditLimit wallet={wallet} onClose={done} /> : null}
    </>
  )
}

interface DialogProps {
  wallet: Wallet
  onClose: () => void
}

function CloseWallet({ wallet: { id, name }, onClose }: DialogProps) {
  const close = useAction(async () => {
    const params = { path: { id: String(id) }, header: idempotencyKey() }
    await dataOf(mesh.POST('/v1/wallets/{id}/close', { params }))
    onClose()
  })
  return (
    <FormDialog
      title={`Close ${name ?? `wallet ${id}`}?`}
      action="Close it"
      isDangerous
      onClose={onClose}
      isRunning={close.isRunning}
      error={close.error}
      onSubmit={() => close.run()}
    >
      <p>
        For good, and only while nothing is in it and nothing is held. What is on its way to it comes back to its
        sender.
      </p>
    </FormDialog>
  )
}

function CreditLimit({ wallet, onClose }: DialogProps) {
  const present = wallet.credit_limit ?? '0'
  const [amount, setAmount] = useState(plainAmount(present))
  const change = useAction(async () => {
    const parsed = /^[0.\s]+$/.test(amount) ? { micros: 0n } : parseAmount(amount)
    if (parsed.micros === undefined) throw new Error(parsed.flaw)
    const body = { credit_limit: String(parsed.micros) }
    await dataOf(mesh.PATCH('/v1/wallets/{id}', { params: { path: { id: String(wallet.id) } }, body }))
    onClose()
  })
  return (
    <FormDialog
      title="Credit limit"
      action="Set it"
      onClose={onClose}
      isRunning={change.isRunning}
      error={change.error}
      onSubmit={() => change.run()}
    >
      <AmountField
        label={`How far below zero it may fall, in ${wallet.currency}`}
        value={amount}
        onChange={setAmount}
        hint={`At present ${formatAmount(present)}.`}
      />
    </FormDialog>
  )
}
