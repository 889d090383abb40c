import { useState } from 'react'
import { dataOf, mesh } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import { shownSecret } from '../data/secret.ts'
import { type Role, session } from '../data/session.ts'
import { useStore } from '../data/store.ts'
import { FormDialog } from '../parts/dialog.tsx'
import { ChoiceField, TextField } from '../parts/field.tsx'
import { ROLES } from './roles.ts'

export function showKey({ key }: { key: string }): void {
  shownSecret.set({ title: 'The key', about: 'Programs send it in the header Authorization: Bearer.', text: key })
}

export function MakeKey({ onClose }: { onClose: () => void }) {
  const present = useStore(session)
  const own: Role = 'role' in present ? present.role : 'user'
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>(own === 'admin' ? 'operator' : own)
  const roles = own === 'admin' ? ROLES : ROLES.filter(([one]) => one === own)
  const make = useAction(async () => {
    showKey(await dataOf(mesh.POST('/v1/keys', { body: { name, role } })))
    onClose()
  })
  return (
    <FormDialog
      title="Make an API key"
      action="Make it"
      onClose={onClose}
      isRunning={make.isRunning}
      error={make.error}
      onSubmit={() => make.run()}
    >
      <TextField label="Name" value={name} onChange={setName} placeholder="What it is for" isRequired lengthMax={140} />
      <ChoiceField label="Role" value={role} options={roles} onChange={setRole} />
      {present.state === 'open' ? (
        <p className="notice" data-tone="warn">
          The first key closes the mesh: from then on everybody has to show a key or log in, you too.
        </p>
      ) : null}
    </FormDialog>
  )
}
