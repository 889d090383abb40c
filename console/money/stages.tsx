import type { Operation, Wallet } from '../data/client.ts'
import { useOperation } from '../data/operation.ts'
import { duration } from '../data/time.ts'
import { reasonInWords } from '../data/words.ts'
import { Amount } from '../parts/amount.tsx'
import { Failure } from '../parts/failure.tsx'
import { Icon } from '../parts/icons.tsx'
import { type Stage, stagesOf } from './stages-of.ts'

interface StagesProps {
  operationId: string
  origin?: Pick<Wallet, 'currency'> | undefined
  target?: Pick<Wallet, 'currency'> | undefined
}

/** What becomes of an operation, as it does. */
export function Stages({ operationId, origin, target }: StagesProps) {
  const { operation, error } = useOperation(operationId)
  return (
    <>
      <StageList operation={operation} origin={origin} target={target} />
      {operation === undefined || operation.status === 'new' ? <Failure error={error} /> : null}
    </>
  )
}

/** The same of an operation that somebody else follows. */
export function StageList({
  operation,
  origin,
  target,
}: Omit<StagesProps, 'operationId'> & { operation: Operation | undefined }) {
  return (
    <ol className="stages" aria-live="polite">
      {stagesOf(operation).map((stage) => (
        <li key={stage.name} className="stage" data-state={stage.state}>
          <span className="stage-mark">
            {stage.state === 'refused' ? <Icon name="cross" /> : <Icon name="check" />}
          </span>
          <span className="stage-name">{stage.name}</span>
          <span className="stage-about">
            <About stage={stage} operation={operation} origin={origin} target={target} />
          </span>
        </li>
      ))}
    </ol>
  )
}

interface AboutProps extends Omit<StagesProps, 'operationId'> {
  stage: Stage
  operation: Operation | undefined
}

function About({ stage, operation, origin, target }: AboutProps) {
  if (operation === undefined || stage.state === 'waiting') return null
  const { reason, debit, credit } = operation
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

function Took({ operation: { accepted_at, applied_at } }: { operation: Operation }) {
  if (applied_at === null) return null
  return (
    <span className="quiet"> after {duration(new Date(applied_at).getTime() - new Date(accepted_at).getTime())}</span>
  )
}
