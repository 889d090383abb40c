import { useState } from 'react'
import { dataOf, type FraudCheck, mesh } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import { Amount } from '../parts/amount.tsx'
import { Button } from '../parts/button.tsx'
import { FormDialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'

type Verdict = 'allow' | 'reject'

interface DecideCheckProps {
  check: FraudCheck
  onDecided: () => void
}

/** Both verdicts that a person may give, each after a question. */
export function DecideCheck({ check, onDecided }: DecideCheckProps) {
  const [verdict, setVerdict] = useState<Verdict>()
  const id = check.operation_id
  const close = () => {
    setVerdict(undefined)
    onDecided()
  }
  return (
    <>
      <div className="row">
        <Button size="small" label={`Allow transfer ${id}`} onPress={() => setVerdict('allow')}>
          Allow
        </Button>
        <Button size="small" label={`Reject transfer ${id}`} onPress={() => setVerdict('reject')}>
          Reject
        </Button>
      </div>
      {verdict === undefined ? null : <Question check={check} verdict={verdict} onClose={close} />}
    </>
  )
}

interface QuestionProps {
  check: FraudCheck
  verdict: Verdict
  onClose: () => void
}

const REASON_MAX = 140

function Question({ check, verdict, onClose }: QuestionProps) {
  const { operation_id: id, amount, currency, origin_wallet_id, target_wallet_id } = check
  const [reason, setReason] = useState('')
  const isAllowed = verdict === 'allow'
  const decide = useAction(async () => {
    const body = { verdict, reason: reason.trim() }
    await dataOf(mesh.POST('/v1/fraud_checks/{id}/decision', { params: { path: { id } }, body }))
    onClose()
  })
  return (
    <FormDialog
      title={isAllowed ? 'Allow this transfer?' : 'Reject this transfer?'}
      action={isAllowed ? 'Allow it' : 'Reject it'}
      dismissal="Leave it"
      isDangerous={!isAllowed}
      onClose={onClose}
      isRunning={decide.isRunning}
      error={decide.error}
      onSubmit={() => decide.run()}
    >
      <p>
        <Amount micros={amount} currency={currency} /> from wallet {origin_wallet_id} to wallet {target_wallet_id}.{' '}
        {isAllowed ? 'The receiver gets the money.' : 'The sender gets the money back.'} This cannot be taken back.
      </p>
      <TextField
        label="Why"
        value={reason}
        onChange={setReason}
        hint="For whoever asks later."
        placeholder="the customer confirmed it by phone"
        lengthMax={REASON_MAX}
        isRequired
      />
    </FormDialog>
  )
}
