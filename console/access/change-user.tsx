import { useState } from 'react'
import { dataOf, mesh } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import type { Role, User } from '../data/session.ts'
import { FormDialog } from '../parts/dialog.tsx'
import { ChoiceField, TextField } from '../parts/field.tsx'
import { ROLES } from './roles.ts'

export function ChangeUser({ user, onClose }: { user: User; onClose: () => void }) {
  const wasDisabled = user.disabled_at !== null
  const [name, setName] = useState(user.name)
  const [role, setRole] = useState<Role>(user.role)
  const [isDisabled, setDisabled] = useState(wasDisabled)
  const change = useAction(async () => {
    const body = {
      ...(name === user.name ? {} : { name }),
      ...(role === user.role ? {} : { role }),
      ...(isDisabled === wasDisabled ? {} : { disabled: isDisabled }),
    }
    if (Object.keys(body).length > 0) {
      await dataOf(mesh.PATCH('/v1/users/{id}', { params: { path: { id: user.id } }, body }))
    }
    onClose()
  })
  return (
    <FormDialog
      title={`Change ${user.name}`}
      action="Change"
      onClose={onClose}
      isRunning={change.isRunning}
      error={change.error}
      onSubmit={() => change.run()}
    >
      <p className="quiet">{user.email}</p>
      <TextField label="Name" value={name} onChange={setName} isRequired lengthMax={140} />
      <ChoiceField label="Role" value={role} options={ROLES} onChange={setRole} />
      <label className="check">
        <input type="checkbox" checked={isDisabled} onChange={({ target }) => setDisabled(target.checked)} />
        Disabled: logged out everywhere, and cannot log in
      </label>
    </FormDialog>
  )
}
