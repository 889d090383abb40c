import { type ReactNode, useId } from 'react'

interface FieldProps {
  label: string
  hint?: ReactNode
  /** What is wrong with it. */
  flaw?: string | undefined
  children: (attributes: { id: string; 'aria-describedby': string; 'aria-invalid': boolean }) => ReactNode
}

/** Something to fill in, with its name and what is wrong with it. */
export function Field({ label, hint, flaw, children }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-about`, 'aria-invalid': flaw !== undefined })}
      <div id={`${id}-about`} aria-live="polite">
        {flaw === undefined ? null : <p className="flaw">{flaw}</p>}
        {flaw !== undefined || hint === undefined ? null : <p className="hint">{hint}</p>}
      </div>
    </div>
  )
}

interface TextFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: ReactNode
  flaw?: string | undefined
  type?: 'text' | 'email' | 'password' | 'url' | 'search'
  placeholder?: string
  autoComplete?: string
  isRequired?: boolean
  isNumber?: boolean
  lengthMax?: number
}

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, hint, flaw, type = 'text', isRequired = false, isNumber = false } = props
  return (
    <Field label={label} hint={hint} flaw={flaw}>
      {(attributes) => (
        <input
          {...attributes}
          type={type}
          value={value}
          placeholder={props.placeholder}
          autoComplete={props.autoComplete ?? 'off'}
          required={isRequired}
          inputMode={isNumber ? 'decimal' : undefined}
          maxLength={props.lengthMax}
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

interface ChoiceFieldProps<Value extends string> {
  label: string
  value: Value
  onChange: (value: Value) => void
  options: readonly (readonly [value: Value, text: string])[]
  hint?: ReactNode
}

export function ChoiceField<Value extends string>({ label, value, onChange, options, hint }: ChoiceFieldProps<Value>) {
  return (
    <Field label={label} hint={hint}>
      {(attributes) => (
        <select {...attributes} value={value} onChange={(event) => onChange(event.target.value as Value)}>
          {options.map(([one, text]) => (
            <option key={one} value={one}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
