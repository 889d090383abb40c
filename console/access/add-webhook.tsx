import { useState } from 'react'
import { dataOf, mesh } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import { shownSecret } from '../data/secret.ts'
import { FormDialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'

const EVENT_TYPES = ['operation.succeeded', 'operation.declined', 'settlement.approved', 'settlement.settled'] as const
type EventType = (typeof EVENT_TYPES)[number]

export function AddWebhook({ onClose }: { onClose: () => void }) {
  const [url, setUrl] = useState('')
  const [types, setTypes] = useState<readonly EventType[]>(EVENT_TYPES)
  const create = useAction(async () => {
    if (types.length === 0) throw new Error('Choose what it is to be told of.')
    const body = { url: url.trim(), event_types: [...types] }
    const { secret } = await dataOf(mesh.POST('/v1/webhooks', { body }))
    onClose()
    shownSecret.set({
      title: 'The secret of this webhook',
      about: 'Its program checks the signature of what it is sent with this.',
      text: secret,
    })
  })
  const choose = (type: EventType, isChosen: boolean) =>
    setTypes(isChosen ? [...types, type] : types.filter((other) => other !== type))
  return (
    <FormDialog
      title="Add a webhook"
      action="Add"
      onClose={onClose}
      isRunning={create.isRunning}
      error={create.error}
      onSubmit={() => create.run()}
    >
      <TextField
        label="Address"
        type="url"
        value={url}
        onChange={setUrl}
        placeholder="https://hooks.example.com/mesh"
        hint="HTTPS, and public unless the settings allow more."
        isRequired
      />
      <fieldset className="choices-group">
        <legend>Is told of</legend>
        {EVENT_TYPES.map((type) => (
          <label key={type} className="check">
            <input
              type="checkbox"
              checked={types.includes(type)}
              onChange={({ target }) => choose(type, target.checked)}
            />
            <code>{type}</code>
          </label>
        ))}
      </fieldset>
    </FormDialog>
  )
}
