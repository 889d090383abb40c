import { rateField } from '../../../ledger/journal.ts'
import type { QueuedStep } from '../../../ledger/operation.ts'

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

export const STEP_COLUMNS = {
  count: COLUMNS.length,
  names: COLUMNS.map(([name]) => name).join(', '),
  /** One array parameter per column, numbered from `first`. */
  parameters: (first: number) => COLUMNS.map(([, type], i) => `$${first + i}::${type}[]`).join(', '),
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
