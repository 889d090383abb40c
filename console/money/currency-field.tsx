import { useCurrencies } from '../data/rates.ts'
import { Field } from '../parts/field.tsx'

interface CurrencyFieldProps {
  label?: string
  value: string
  onChange: (code: string) => void
  hint?: string
}

/** One of the currencies of the mesh. */
export function CurrencyField({ label = 'Currency', value, onChange, hint }: CurrencyFieldProps) {
  const currencies = useCurrencies() ?? []
  return (
    <Field label={label} hint={hint}>
      {(attributes) => (
        <select {...attributes} value={value} onChange={(event) => onChange(event.target.value)}>
          {currencies.includes(value) ? null : <option value={value}>{value}</option>}
          {currencies.map((code) => (
            <option key={code}>{code}</option>
          ))}
        </select>
      )}
    </Field>
  )
}
