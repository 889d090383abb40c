import { useState } from 'react'
import type { Wallet } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import { useCurrencies } from '../data/rates.ts'
import { createWallet } from '../data/wallets.ts'
import { FormDialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'
import { CurrencyField } from './currency-field.tsx'

interface CreateWalletProps {
  onClose: () => void
  onCreated: (wallet: Wallet) => void
}

export function CreateWallet({ onClose, onCreated }: CreateWalletProps) {
  const [name, setName] = useState('')
  const [country, setCountry] = useState('')
  const [city, setCity] = useState('')
  const [currency, setCurrency] = useState('USD')
  const isAlone = useCurrencies()?.length === 1
  const create = useAction(async () => onCreated(await createWallet({ name, country, city, currency })))
  return (
    <FormDialog
      title="Create a wallet"
      action="Create wallet"
      onClose={onClose}
      isRunning={create.isRunning}
      error={create.error}
      onSubmit={() => create.run()}
    >
      <TextField label="Name" value={name} onChange={setName} placeholder="Savings" isRequired lengthMax={1000} />
      <div className="form-pair">
        <TextField label="City" value={city} onChange={setCity} placeholder="Berlin" isRequired lengthMax={1000} />
        <TextField
          label="Country"
          value={country}
          onChange={setCountry}
          placeholder="Germany"
          isRequired
          lengthMax={1000}
        />
      </div>
      <CurrencyField
        value={currency}
        onChange={setCurrency}
        {...(isAlone ? { hint: 'More currencies come with the screen Rates.' } : {})}
      />
    </FormDialog>
  )
}
