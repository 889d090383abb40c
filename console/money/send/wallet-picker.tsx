import { useDeferredValue, useId, useState } from 'react'
import type { Wallet } from '../../data/client.ts'
import { useQuery } from '../../data/query.ts'
import { findWallets } from '../../data/wallets.ts'
import { Field } from '../../parts/field.tsx'

interface WalletPickerProps {
  label: string
  value: string
  onChange: (id: string) => void
  /** The first ones of the mesh. */
  wallets: readonly Wallet[]
}

/** One of the first wallets, or any that is found by its name or number. */
export function WalletPicker({ label, value, onChange, wallets }: WalletPickerProps) {
  const isListed = wallets.some(({ id }) => String(id) === value)
  const [isTyping, setTyping] = useState(!isListed && value !== '')
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
            {wallets.map((wallet) => (
              <option key={wallet.id} value={wallet.id}>
                {nameOf(wallet)}
              </option>
            ))}
            <option value="other">Another one, by name or number…</option>
          </select>
        )}
      </Field>
      {isTyping ? <WalletSearch label={label} value={value} onChange={onChange} /> : null}
    </div>
  )
}

const OFFERED_MAX = 10
const NUMBER = /^[1-9]\d{0,14}$/

/** A number is taken as it is, since money may be sent to a wallet that is not one's own to see. */
function WalletSearch({ label, value, onChange }: Omit<WalletPickerProps, 'wallets'>) {
  const [typed, setTyped] = useState(value)
  const sought = useDeferredValue(typed.trim())
  const { data } = useQuery(`offered ${sought}`, async (signal) =>
    sought === '' ? undefined : findWallets(sought, undefined, OFFERED_MAX, signal),
  )
  const offered = data?.wallets ?? []
  const listId = useId()
  const take = (text: string) => {
    setTyped(text)
    const chosen = offered.find((wallet) => nameOf(wallet) === text)
    if (chosen !== undefined) onChange(String(chosen.id))
    else if (NUMBER.test(text.trim())) onChange(text.trim())
  }
  return (
    <Field label={`${label} name or number`}>
      {(attributes) => (
        <>
          <input {...attributes} list={listId} value={typed} onChange={({ target }) => take(target.value)} />
          <datalist id={listId}>
            {offered.map((wallet) => (
              <option key={wallet.id} value={nameOf(wallet)} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}

function nameOf({ id, name, currency }: Wallet): string {
  return `${name ?? 'Wallet'} · no. ${id} · ${currency}`
}
