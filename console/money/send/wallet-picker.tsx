import { useState } from 'react'
import type { Wallet } from '../../data/client.ts'
import { Field } from '../../parts/field.tsx'

interface WalletPickerProps {
  label: string
  value: string
  onChange: (id: string) => void
  /** The first ones of the mesh. */
  wallets: readonly Wallet[]
}

/** One of the first wallets by name, or any by its number. */
export function WalletPicker({ label, value, onChange, wallets }: WalletPickerProps) {
  const isListed = wallets.some(({ id }) => String(id) === value)
  const [isTyping, setTyping] = useState(!isListed && value !== '')
  const [typed, setTyped] = useState(value)
  return (
    <div className="picker">
      <Field label={label}>
        {(attributes) => (
          <select
            {...attributes}
            value={isTyping ? 'other' : value}
            onChange={({ target }) => {
              setTyping(target.value === 'other')
              if (target.value !== 'other') onChange(target.value)
            }}
          >
            {wallets.map(({ id, name, currency }) => (
              <option key={id} value={id}>
                {name ?? 'Wallet'} · no. {id} · {currency}
              </option>
            ))}
            <option value="other">Another one, by its number…</option>
          </select>
        )}
      </Field>
      {isTyping ? (
        <Field label={`${label} number`}>
          {(attributes) => (
            <input
              {...attributes}
              inputMode="numeric"
              value={typed}
              onChange={({ target }) => {
                setTyped(target.value)
                if (/^[1-9]\d{0,14}$/.test(target.value)) onChange(target.value)
              }}
            />
          )}
        </Field>
      ) : null}
    </div>
  )
}
