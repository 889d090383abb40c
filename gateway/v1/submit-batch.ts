import type { BatchClaim } from '../idempotency/claim.ts'
import type { NewOperation } from '../ingest/ingest.ts'
import { BatchRefused } from '../ingest/refused.ts'
import { type Asker, batchRoute } from './batch.ts'
import { NEW_OPERATIONS, NewOperationBody, partOf, readOperation, toItself } from './new-operation.ts'
import type { V1App, V1Context } from './v1.ts'

/** The longest operation takes 160 bytes without indentation, and a message up to 560 more. */
const OPERATION_BYTES_MAX = 1024

/** Answers once everything that is sound and the caller's to ask for is durably queued, in one commit. */
export function submitBatch(app: V1App, { ingest, idempotency, identity: { ownership } }: V1Context): void {
  async function queueEach(operations: readonly NewOperation[], claim: BatchClaim | undefined, asker: Asker) {
    const refusals = await ownership.refusalsOf(asker.principal, operations)
    const theirs = within(asker, operations).filter((_, i) => refusals[i] === null)
    const verdicts = (await ingest.queueEach(theirs, claim?.without(refusals))).values()
    return refusals.map((refusal) => {
      const verdict = refusal ?? verdicts.next().value
      if (verdict === undefined) throw new RangeError('an operation without a verdict')
      return verdict
    })
  }

  async function queueAll(operations: readonly NewOperation[], claim: BatchClaim | undefined, asker: Asker) {
    const found = await ownership.refusalsOf(asker.principal, operations)
    const refusals = new Map(found.flatMap((refusal, place) => (refusal === null ? [] : [[place, refusal] as const])))
    if (refusals.size > 0) throw new BatchRefused(refusals)
    return ingest.queueAll(within(asker, operations), claim)
  }

  batchRoute(app, idempotency, {
    path: '/operations/batch',
    operationId: 'submitOperations',
    name: 'operations',
    schema: NewOperationBody,
    examples: Object.values(NEW_OPERATIONS),
    bytesMax: OPERATION_BYTES_MAX,
    read(body, at) {
      const operation = readOperation(body, at)
      if (Array.isArray(operation)) return operation
      const itself = toItself(operation, at)
      return itself.length > 0 ? itself : operation
    },
    queueEach,
    queueAll,
    partsOf: (refusal, at) => [partOf(refusal, at)],
  })
}

/** The operations as those of the request. */
function within({ id: requestId }: Asker, operations: readonly NewOperation[]): NewOperation[] {
  return operations.map((operation) => ({ ...operation, requestId }))
}
