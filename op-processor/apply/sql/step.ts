import { quotedElement } from '../../../common/database/arrays.ts'
import { rateField } from '../../../ledger/journal.ts'
import type { QueuedStep, Screening } from '../../../ledger/operation.ts'

/** What is written of a step into the queue, in the order of `stepFields`. */
const COLUMNS = [
  ['group_id', 'int'],
  ['operation_id', 'uuid'],
  ['kind', 'text'],
  ['step', 'text'],
  ['origin_id', 'bigint'],
  ['target_id', 'bigint'],
  ['amount', 'bigint'],
  ['currency', 'text'],
  ['accepted_at', 'timestamptz'],
  ['debit', 'bigint'],
  ['credit', 'bigint'],
  ['request_rate', 'numeric'],
  ['origin_rate', 'numeric'],
  ['target_rate', 'numeric'],
  ['reason', 'text'],
  ['related_id', 'uuid'],
] as const

export const STEP_COLUMNS = columnsOf(COLUMNS)

/** Those of steps of which some are screened, in the order of `screenedStepFields`. */
export const SCREENED_STEP_COLUMNS = columnsOf([...COLUMNS, ['screened', 'boolean'], ['request_id', 'text']])

function columnsOf(columns: readonly (readonly [name: string, type: string])[]) {
  return {
    count: columns.length,
    names: columns.map(([name]) => name).join(', '),
    /** One array parameter per column, numbered from `first`. */
    parameters: (first: number) => columns.map(([, type], i) => `$${first + i}::${type}[]`).join(', '),
  }
}

type Field = string | number | bigint | null

export function stepFields(group: number, queued: QueuedStep): Field[] {
  const { operation: o, step } = queued
  const conversion = queued.conversion ?? null
  const rates = conversion?.rates ?? null
  return [
    group,
    o.id,
    o.kind,
    step,
    o.originId,
    o.targetId,
    o.amount,
    o.currency,
    o.acceptedAt,
    conversion?.debit ?? null,
    conversion?.credit ?? null,
    rateField(rates?.request),
    rateField(rates?.origin),
    rateField(rates?.target),
    step === 'refund' ? queued.reason : null,
    o.relatedId,
  ]
}

export function screenedStepFields(group: number, queued: QueuedStep): Field[] {
  const screening = screeningOf(queued)
  const requestId = screening?.requestId ?? null
  return [
    ...stepFields(group, queued),
    String(screening !== undefined),
    requestId === null ? null : quotedElement(requestId),
  ]
}

export function screeningOf(queued: QueuedStep): Screening | undefined {
  return queued.step === 'refund' ? undefined : queued.screening
}
