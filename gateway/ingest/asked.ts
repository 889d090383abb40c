import type { NewOperation } from './ingest.ts'

/** An operation to be taken back, once. It is queued by itself: it waits for others that take the same one back. */
export interface NewReversal {
  kind: 'reversal'
  reversedId: string
  /** See `OperationRequest`. */
  message?: string
}

/** Whether it is a transfer of a wallet to itself. */
export function isToItself(operation: NewOperation | NewReversal): boolean {
  return operation.kind !== 'reversal' && operation.originId !== null && operation.originId === operation.targetId
}
