import type { FraudCheck } from '../data/client.ts'
import { Card } from '../parts/card.tsx'
import { type Fact, Facts } from '../parts/facts.tsx'
import { Time } from '../parts/time.tsx'
import { CheckState, isWaiting } from './check-state.tsx'
import { DecideCheck } from './decide-check.tsx'

interface CheckCardProps {
  check: FraudCheck
  onDecided: () => void
}

/** What screening says of one transfer, and the verdict of a person where it waits for one. */
export function CheckCard({ check, onDecided }: CheckCardProps) {
  return (
    <Card
      title="Screening"
      about="Between its debit and its credit, a transfer waits for a verdict when a rule may fit it."
      actions={<CheckState state={check.state} />}
    >
      <div className="stack">
        <Facts facts={factsOf(check)} />
        <Reasons check={check} />
        {isWaiting(check) ? <DecideCheck check={check} onDecided={onDecided} /> : null}
      </div>
    </Card>
  )
}

const DECIDERS = { rules: 'the rules', timeout: 'the time limit', operator: 'a person' } as const

function factsOf({ score, screened_at, decided_at, decided_by, note, request_id }: FraudCheck): Fact[] {
  return [
    ['Risk', score === null ? '–' : `${score} of 100`],
    ['Screened', screened_at === null ? '–' : <Time key="screened" at={screened_at} />],
    ['Decided', decided_at === null ? '–' : <Time key="decided" at={decided_at} />],
    ['Decided by', decided_by === null ? '–' : DECIDERS[decided_by]],
    ...(note === null ? [] : [['Why', note] as const]),
    ...(request_id === null ? [] : [['Request', <code key="request">{request_id}</code>] as const]),
  ]
}

function Reasons({ check: { reasons, screened_at } }: Pick<CheckCardProps, 'check'>) {
  if (screened_at === null) return <p className="quiet">The rules have not said anything yet.</p>
  if (reasons.length === 0) return <p className="quiet">No rule fits it.</p>
  return (
    <ul className="reasons">
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  )
}
