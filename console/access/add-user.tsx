import { useState } from 'react'
import { dataOf, mesh } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import { enter, type Role, session } from '../data/session.ts'
import { useStore } from '../data/store.ts'
import { FormDialog } from '../parts/dialog.tsx'
import { ChoiceField, TextField } from '../parts/field.tsx'
import { ROLES } from './roles.ts'

export function AddUser({ onClose }: { onClose: () => void }) {
  const isOpenMesh = useStore(session).state === 'open'
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [role, setRole] = useState<Role>(isOpenMesh ? 'admin' : 'user')
  const create = useAction(async () => {
    await dataOf(mesh.POST('/v1/users', { body: { name, email, password, role } }))
    onClose()
    // The first admin closes the mesh: then whoever made them has to log in, too.
    if (isOpenMesh) await enter()
  })
  return (
    <FormDialog
      title="Add a user"
      action="Add"
      onClose={onClose}
      isRunning={create.isRunning}
      error={create.error}
      onSubmit={() => create.run()}
    >
      <TextField label="Name" value={name} onChange={setName} isRequired lengthMax={140} />
      <TextField label="Email" type="email" value={email} onChange={setEmail} isRequired />
      <TextField
        label="Password"
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        hint="8 to 256 characters."
        isRequired
        lengthMax={256}
      />
      <ChoiceField label="Role" value={role} options={ROLES} onChange={setRole} />
      {isOpenMesh && role === 'admin' ? (
        <p className="notice" data-tone="warn">
          The first admin closes the mesh: from then on everybody has to log in, you too, and nothing turns that off
          again.
        </p>
      ) : null}
    </FormDialog>
  )
}
