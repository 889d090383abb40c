import { useState } from 'react'
import { useAction } from '../data/query.ts'
import { putRate } from '../data/rates.ts'
import { FormDialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'

/** USD per unit of a currency; both empty for one that is yet to be added. */
export interface CurrencyRate {
  code: string
  rate: string
}

/** Adds a currency, or gives one another rate. */
export function ChangeRate({ present, onClose }: { present: CurrencyRate; onClose: () => void }) {
  const [code, setCode] = useState(present.code)
  const [rate, setRate] = useState(present.rate)
  const isNew = present.code === ''
  const change = useAction(async () => {
    await putRate(code, rate.trim())
    onClose()
  })
  return (
    <FormDialog
      title={isNew ? 'Add a currency' : `Change the rate of ${present.code}`}
      action={isNew ? 'Add' : 'Change'}
      onClose={onClose}
      isRunning={change.isRunning}
      error={change.error}
      onSubmit={() => change.run()}
    >
      {isNew ? (
        <TextField
          label="Code"
          value={code}
          onChange={(text) => setCode(text.toUpperCase())}
          placeholder="EUR"
          hint="A currency stays for ever: it can get another rate, but not be removed."
          isRequired
          lengthMax={10}
        />
      ) : null}
      <TextField
        label="USD per unit"
        value={rate}
        onChange={setRate}
        placeholder="1.093809"
        isRequired
        isNumber
        lengthMax={31}
      />
    </FormDialog>
  )
}
