import { dataOf, type FraudCheck, mesh, type Operation, type Trace } from './client.ts'
import { hasEnded } from './operation.ts'
import { type Query, useQuery } from './query.ts'
import { runsMesh, session } from './session.ts'
import { useStore } from './store.ts'

const EVERY_MS = 1_000

export function readTrace(id: string, signal: AbortSignal): Promise<Trace> {
  return dataOf(mesh.GET('/v1/operations/{id}/trace', { params: { path: { id } }, signal }))
}

/**
 * What screening says of a transfer while it is under way and once it ended; null where it was not screened. For those who run the
 * mesh: others are not told.
 */
export function useCheck(operation: Operation | undefined): Query<FraudCheck | null> {
  const present = useStore(session)
  const isAsked = 'role' in present && runsMesh(present.role) && operation !== undefined && isScreenable(operation)
  const isUnderWay = operation !== undefined && !hasEnded(operation)
  return useQuery(
    `check ${isAsked ? operation.id : ''} ${operation?.status}`,
    async (signal) => (isAsked ? (await readTrace(operation.id, signal)).fraud_check : null),
    isAsked && isUnderWay ? { everyMs: EVERY_MS } : {},
  )
}

/** Before its debit, nothing is looked at. */
function isScreenable({ kind, debit, status }: Operation): boolean {
  return kind === 'transfer' && debit !== null && status !== 'new'
}
