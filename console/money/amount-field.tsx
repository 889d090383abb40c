import { Field } from '../parts/field.tsx'

interface AmountFieldProps {
  label?: string
  value: string
  onChange: (value: string) => void
  hint?: string
}

/**
 * An amount as people write it. What is wrong with it is said when it is sent: said when the field is left, it would move the
 * button away from under the pointer.
 */
export function AmountField({ label = 'Amount', value, onChange, hint }: AmountFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(attributes) => (
        <input
          {...attributes}
          inputMode="decimal"
          autoComplete="off"
          placeholder="0.00"
          value={value}
          required
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
