interface ChoicesProps<Value extends string> {
  label: string
  value: Value
  options: readonly (readonly [value: Value, text: string])[]
  onChange: (value: Value) => void
}

/** A few choices beside each other, one of which is pressed. */
export function Choices<Value extends string>({ label, value, options, onChange }: ChoicesProps<Value>) {
  return (
    <fieldset className="choices-group">
      <legend className="visually-hidden">{label}</legend>
      <div className="choices">
        {options.map(([one, text]) => (
          <button key={one} type="button" aria-pressed={one === value} onClick={() => onChange(one)}>
            {text}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
