import { BatchClaim, type Claim } from '../idempotency/claim.ts'
import type { Found, OperationRequest, RequestSet, SetVerdict } from './sql/queue-requests.ts'

/** What one caller waits for. */
export interface Submission extends Omit<RequestSet, 'claims'> {
  claim: Claim | BatchClaim | null
  /** @param flaws by place in `requests` */
  resolve: (flaws: ReadonlyMap<number, Found>) => void
  reject: (error: unknown) => void
}

export const NO_FLAWS: ReadonlyMap<number, Found> = new Map()

export function isKeyed(submission: Submission): submission is Submission & { claim: Claim } {
  return submission.claim !== null
}

/** Where the requests of a submission stand. */
export interface Part {
  set: RequestSet
  from: number
  to: number
}

interface SharedSet extends RequestSet {
  requests: OperationRequest[]
  claims: Claim[] | null
}

/**
 * What stands for itself goes together, in order, apart by sort (deposits and transfers, submissions that hold anything else, payments) and
 * by whether it has a key; each batch that is all or nothing, or has a key, goes by itself. The sets that take keys take them in the
 * same order whoever makes them, so that no two transactions wait for each other.
 */
export function setsOf(batch: readonly Submission[]): { sets: RequestSet[]; parts: Part[] } {
  const sets: RequestSet[] = []
  const shared = new Map<string, SharedSet>()
  const parts = batch.map((submission): Part => {
    const { requests, payments, anyKind, allOrNothing, claim } = submission
    if (allOrNothing || claim instanceof BatchClaim) {
      const set = { requests, payments, anyKind, allOrNothing, claims: claim instanceof BatchClaim ? claim : null }
      sets.push(set)
      return { set, from: 0, to: requests.length }
    }
    const sort = `${payments} ${anyKind} ${claim !== null}`
    const set = shared.get(sort) ?? {
      requests: [],
      payments,
      anyKind,
      allOrNothing,
      claims: claim === null ? null : [],
    }
    if (set.requests.length === 0) {
      sets.push(set)
      shared.set(sort, set)
    }
    const from = set.requests.length
    for (const request of requests) set.requests.push(request)
    if (claim !== null) set.claims?.push(claim)
    return { set, from, to: set.requests.length }
  })
  return { sets: sets.length === 1 ? sets : sets.sort(byKey), parts }
}

function byKey(one: RequestSet, other: RequestSet): number {
  return placeOf(one).localeCompare(placeOf(other))
}

function placeOf({ claims, payments, anyKind }: RequestSet): string {
  if (claims === null) return '0'
  return claims instanceof BatchClaim ? `2 ${claims.key}` : `1 ${payments} ${anyKind}`
}

/** What was found of the requests of one submission, by place in it. */
export function flawsOf(
  part: Part | undefined,
  verdicts: ReadonlyMap<RequestSet, SetVerdict | undefined>,
): ReadonlyMap<number, Found> {
  const all = part === undefined ? undefined : verdicts.get(part.set)?.flaws
  if (part === undefined || all === undefined) throw new RangeError('a set without a verdict')
  if (all.size === 0) return NO_FLAWS
  const own = new Map<number, Found>()
  for (let place = part.from; place < part.to; place += 1) {
    const flaw = all.get(place)
    if (flaw !== undefined) own.set(place - part.from, flaw)
  }
  return own
}
