import { batchRoute } from './batch.ts'
import { NewOperationBody, partOf, readOperation } from './new-operation.ts'
import type { V1App, V1Context } from './v1.ts'

/** The longest operation takes 160 bytes without indentation, and a message up to 560 more. */
const OPERATION_BYTES_MAX = 1024

/** Answers once everything that is sound is durably queued, in one commit. */
export function submitBatch(app: V1App, { ingest }: V1Context): void {
  batchRoute(app, {
    path: '/operations/batch',
    name: 'operations',
    schema: NewOperationBody,
    bytesMax: OPERATION_BYTES_MAX,
    read: readOperation,
    queueEach: (operations) => ingest.queueEach(operations),
    queueAll: (operations) => ingest.queueAll(operations),
    partsOf: (refusal, at) => [partOf(refusal, at)],
  })
}
