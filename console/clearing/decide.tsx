import { dataOf, idempotencyKey, mesh, type Settlement } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import { Amount } from '../parts/amount.tsx'
import { FormDialog } from '../parts/dialog.tsx'

export type Decision = 'approve' | 'cancel'

interface DecideProps {
  settlement: Settlement
  decision: Decision
  onClose: () => void
}

/** Asks once more before a snapshot is approved or cancelled. */
export function Decide({ settlement: { id, netting, currency }, decision, onClose }: DecideProps) {
  const isApproval = decision === 'approve'
  const decide = useAction(async () => {
    const params = { path: { id }, header: idempotencyKey() }
    await dataOf(
      isApproval
        ? mesh.POST('/v1/settlements/{id}/approve', { params })
        : mesh.POST('/v1/settlements/{id}/cancel', { params }),
    )
    onClose()
  })
  return (
    <FormDialog
      title={isApproval ? 'Approve this snapshot?' : 'Cancel this snapshot?'}
      action={isApproval ? 'Approve and settle' : 'Cancel the snapshot'}
      dismissal="Leave it"
      isDangerous={!isApproval}
      onClose={onClose}
      isRunning={decide.isRunning}
      error={decide.error}
      onSubmit={() => decide.run()}
    >
      {isApproval ? (
        <p>
          Banks pay in <Amount micros={netting?.net ?? '0'} currency={currency} /> in total, and as much is paid out.
          This cannot be taken back.
        </p>
      ) : (
        <p>Nothing was paid for it, and nothing will be. Another one can be taken at any time.</p>
      )}
    </FormDialog>
  )
}
