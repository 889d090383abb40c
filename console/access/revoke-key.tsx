import { dataOf, type Key, mesh } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import { FormDialog } from '../parts/dialog.tsx'

export function RevokeKey({ apiKey: { id, name }, onClose }: { apiKey: Key; onClose: () => void }) {
  const revoke = useAction(async () => {
    await dataOf(mesh.DELETE('/v1/keys/{id}', { params: { path: { id } } }))
    onClose()
  })
  return (
    <FormDialog
      title={`Revoke ${name}?`}
      action="Revoke it"
      isDangerous
      onClose={onClose}
      isRunning={revoke.isRunning}
      error={revoke.error}
      onSubmit={() => revoke.run()}
    >
      <p>Programs that show it are refused at once. This cannot be taken back.</p>
    </FormDialog>
  )
}
