import type { FraudCheck, Operation, Wallet } from '../data/client.ts'
import { useOperation } from '../data/operation.ts'
import { duration } from '../data/time.ts'
import { useCheck } from '../data/trace.ts'
import { reasonInWords } from '../data/words.ts'
import { Amount } from '../parts/amount.tsx'
import { Failure } from '../parts/failure.tsx'
import { Icon } from '../parts/icons.tsx'
import { type Stage, stagesOf } from './stages-of.ts'

export interface StagesProps {
  operationId: string
  origin?: Pick<Wallet, 'currency'> | undefined
  target?: Pick<Wallet, 'currency'> | undefined
}

/** What becomes of an operation, as it does. */
export function Stages({ operationId, origin, target }: StagesProps) {
  const { operation, error } = useOperation(operationId)
  const check = useCheck(operation).data ?? null
  return (
    <>
      <StageList operation={operation} check={check} origin={origin} target={target} />
      {operation === undefined || operation.status === 'new' ? <Failure error={error} /> : null}
    </>
  )
}

interface StageListProps extends Omit<StagesProps, 'operationId'> {
  operation: Operation | undefined
  /** Null: it is not screened, or whoever looks is not told. */
  check: FraudCheck | null
}

/** The same of an operation that somebody else follows. */
export function StageList({ operation, check, origin, target }: StageListProps) {
  return (
    <ol className="stages" aria-live="polite">
      {stagesOf(operation, check).map((stage) => (
        <li key={stage.name} className="stage" data-state={stage.state}>
          <span className="stage-mark">
            {stage.state === 'refused' ? <Icon name="cross" /> : <Icon name="check" />}
          </span>
          <span className="stage-name">{stage.name}</span>
          <span className="stage-about">
            <About stage={stage} operation={operation} check={check} origin={origin} target={target} />
          </span>
        </li>
      ))}
    </ol>
  )
}

interface AboutProps extends StageListProps {
  stage: Stage
}

function About({ stage, operation, check, origin, target }: AboutProps) {
  if (operation === undefined || stage.state === 'waiting') return null
  const { reason, debit, credit } = operation
  if (stage.is === 'screened' && check !== null) return screenedInWords(check)
  if (stage.state === 'refused') return reason === null ? null : reasonInWords(reason)
  if (stage.state === 'now') return 'waiting for a processor…'
  if (stage.is === 'queued') return 'durable, nothing can lose it now'
  if (stage.is === 'debited' && operation.kind === 'hold' && debit !== null) {
    return <Amount micros={debit} currency={origin?.currency ?? ''} />
  }
  if (stage.is === 'debited' && debit !== null) return <Amount micros={`-${debit}`} currency={origin?.currency ?? ''} />
  if (stage.is === 'refunded' && debit !== null)
    return <Amount micros={debit} currency={origin?.currency ?? ''} signed />
  if (credit === null) return null
  return (
    <>
      <Amount micros={credit} currency={target?.currency ?? ''} signed />
      <Took operation={operation} />
    </>
  )
}

function screenedInWords({ state, score, decided_by }: FraudCheck): string {
  const risk = score === null ? '' : `, risk ${score} of 100`
  if (state === 'pending') return 'waiting for the rules…'
  if (state === 'review') return `waiting for a person to decide${risk}`
  const verdict = state === 'allowed' ? 'allowed' : 'rejected for fraud'
  return `${verdict} by ${decided_by === 'operator' ? 'a person' : decided_by === 'timeout' ? 'the time limit' : 'the rules'}${risk}`
}

function Took({ operation: { accepted_at, applied_at } }: { operation: Operation }) {
  if (applied_at === null) return null
  return (
    <span className="quiet"> after {duration(new Date(applied_at).getTime() - new Date(accepted_at).getTime())}</span>
  )
}
