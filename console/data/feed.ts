import { type LiveOperation, onBatch } from './live.ts'
import { createStore } from './store.ts'

/** Kept to be filtered. */
const KEPT_MAX = 1_000
/** Faster than this nobody can read. */
const SHOWN_EVERY_MS = 400

/** The operations that ended last, newest first. Changes at most every 400 ms. */
export const feed = createStore<readonly LiveOperation[]>([])

let incoming: LiveOperation[] = []
let isWaiting = false

onBatch(({ operations }) => {
  if (operations.length === 0) return
  incoming.push(...operations)
  if (incoming.length > KEPT_MAX) incoming = incoming.slice(-KEPT_MAX)
  if (!isWaiting) setTimeout(show, SHOWN_EVERY_MS)
  isWaiting = true
})

function show(): void {
  isWaiting = false
  const known = new Set(incoming.map(({ id }) => id))
  // After a reconnection some are told again.
  feed.set([...dedupe(incoming).reverse(), ...feed.get().filter(({ id }) => !known.has(id))].slice(0, KEPT_MAX))
  incoming = []
}

function dedupe(operations: readonly LiveOperation[]): LiveOperation[] {
  return [...new Map(operations.map((operation) => [operation.id, operation])).values()]
}
