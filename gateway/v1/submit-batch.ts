import { batchRoute } from './batch.ts'
import { NEW_OPERATIONS, NewOperationBody, partOf, readOperation } from './new-operation.ts'
import type { V1App, V1Context } from './v1.ts'

/** The longest operation takes 160 bytes without indentation, and a message up to 560 more. */
const OPERATION_BYTES_MAX = 1024

/** Answers once everything that is sound is durably queued, in one commit. */
export function submitBatch(app: V1App, { ingest, idempotency }: V1Context): void {
  batchRoute(app, idempotency, {
    path: '/operations/batch',
    operationId: 'submitOperations',
    name: 'operations',
    schema: NewOperationBody,
    examples: Object.values(NEW_OPERATIONS),
    bytesMax: OPERATION_BYTES_MAX,
    read: readOperation,
    queueEach: (operations, claim) => ingest.queueEach(operations, claim),
    queueAll: (operations, claim) => ingest.queueAll(operations, claim),
    partsOf: (refusal, at) => [partOf(refusal, at)],
  })
}
