import { useState } from 'react'
import { dataOf, mesh, type RuleTrial } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import { Amount } from '../parts/amount.tsx'
import { Button } from '../parts/button.tsx'
import { Failure } from '../parts/failure.tsx'
import { Time } from '../parts/time.tsx'
import { type ConditionsForm, conditionsOf } from './conditions.ts'

const DAYS = 7
const SHOWN_MAX = 5

/** What the conditions would have met in the last days; changes nothing. */
export function Trial({ form }: { form: ConditionsForm }) {
  const [result, setResult] = useState<RuleTrial>()
  const trial = useAction(async () => {
    setResult(undefined)
    const body = { rule: conditionsOf(form), days: DAYS }
    setResult(await dataOf(mesh.POST('/v1/rules/dry_run', { body })))
  })
  return (
    <div className="trial">
      <div>
        <Button size="small" onPress={() => trial.run()} isDisabled={trial.isRunning}>
          {trial.isRunning ? 'Trying…' : `Try it on the last ${DAYS} days`}
        </Button>
      </div>
      <Failure error={trial.error} />
      <div role="status">{result === undefined ? null : <Result result={result} />}</div>
    </div>
  )
}

function Result({ result: { examined, selected, fitting, is_complete, transfers } }: { result: RuleTrial }) {
  return (
    <div className="notice" data-tone={fitting === 0 ? undefined : 'warn'}>
      <p>
        It fits {count(fitting)} of {count(examined)} transfers
        {is_complete ? '' : ', the newest ones of the time'}; {count(selected)} would have waited for a verdict.
      </p>
      <ul className="plain-list small">
        {transfers.slice(0, SHOWN_MAX).map(({ operation_id, origin_wallet_id, target_wallet_id, ...transfer }) => (
          <li key={operation_id}>
            <Time at={transfer.accepted_at} /> wallet {origin_wallet_id} → {target_wallet_id},{' '}
            <Amount micros={transfer.amount} currency={transfer.currency} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function count(number: number): string {
  return number.toLocaleString('en')
}
