import { useState } from 'react'
import { dataOf, mesh, type Rule } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import { useCurrencies } from '../data/rates.ts'
import { FormDialog } from '../parts/dialog.tsx'
import { ChoiceField, TextField } from '../parts/field.tsx'
import { type ConditionsForm, conditionsOf, formOf, NO_CONDITIONS } from './conditions.ts'
import { Trial } from './trial.tsx'

interface RuleFormProps {
  /** Undefined: a new one. */
  rule: Rule | undefined
  onClose: () => void
}

const VERDICTS = [
  ['review', 'A person decides'],
  ['reject', 'Reject'],
] as const
const PERCENT = /^(100|\d{1,2})$/

/** Adds a rule, or changes one. */
export function RuleForm({ rule, onClose }: RuleFormProps) {
  const [name, setName] = useState(rule?.name ?? '')
  const [verdict, setVerdict] = useState<Rule['verdict']>(rule?.verdict ?? 'review')
  const [score, setScore] = useState(String(rule?.score ?? 50))
  const [conditions, setConditions] = useState<ConditionsForm>(rule === undefined ? NO_CONDITIONS : formOf(rule))
  const save = useAction(async () => {
    if (!PERCENT.test(score.trim())) throw new Error('The risk is a whole number from 0 to 100')
    const body = { name: name.trim(), verdict, score: Number(score), ...conditionsOf(conditions) }
    if (rule === undefined) await dataOf(mesh.POST('/v1/rules', { body }))
    else await dataOf(mesh.PATCH('/v1/rules/{id}', { params: { path: { id: String(rule.id) } }, body }))
    onClose()
  })
  return (
    <FormDialog
      title={rule === undefined ? 'Add a rule' : `Change ${rule.name}`}
      action={rule === undefined ? 'Add' : 'Change'}
      isWide
      onClose={onClose}
      isRunning={save.isRunning}
      error={save.error}
      onSubmit={() => save.run()}
    >
      <TextField label="Name" value={name} onChange={setName} isRequired lengthMax={100} />
      <div className="form-pair">
        <ChoiceField label="Verdict" value={verdict} onChange={setVerdict} options={VERDICTS} />
        <TextField label="Risk, 0 to 100" value={score} onChange={setScore} isRequired isNumber lengthMax={3} />
      </div>
      <Conditions
        form={conditions}
        onChange={(form) => {
          setConditions(form)
          save.clear()
        }}
      />
      <Trial form={conditions} />
    </FormDialog>
  )
}

interface ConditionsProps {
  form: ConditionsForm
  onChange: (form: ConditionsForm) => void
}

function Conditions({ form, onChange }: ConditionsProps) {
  const currencies = useCurrencies() ?? []
  const text = (field: Exclude<keyof ConditionsForm, 'first_payment'>) => ({
    value: form[field],
    onChange: (value: string) => onChange({ ...form, [field]: value }),
  })
  return (
    <fieldset className="choices-group rule-conditions">
      <legend>Fits a transfer when all that is filled in is so</legend>
      <div className="form-pair">
        <TextField label="Amount exactly" isNumber {...text('amount_exactly')} />
        <ChoiceField
          label="Currency"
          {...text('currency')}
          options={[['', 'Any'], ...currencies.map((code) => [code, code] as const)]}
        />
        <TextField label="Amount at least" isNumber {...text('amount_at_least')} />
        <TextField label="Amount at most" isNumber {...text('amount_at_most')} />
        <TextField label="Transfers of the sender, at least" isNumber {...text('window_count_at_least')} />
        <TextField label="Sum of the sender, at least" isNumber {...text('window_sum_at_least')} />
        <TextField
          label="Both within, in seconds"
          isNumber
          hint="Up to and with this transfer."
          {...text('window_sec')}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={form.first_payment}
            onChange={({ target }) => onChange({ ...form, first_payment: target.checked })}
          />
          The sender never paid the receiver before
        </label>
        <TextField label="Numbers of senders" {...text('sender_ids')} placeholder="12, 45" />
        <TextField label="Numbers of receivers" {...text('receiver_ids')} placeholder="12, 45" />
      </div>
    </fieldset>
  )
}
