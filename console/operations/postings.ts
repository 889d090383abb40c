import { dataOf, mesh, type Operation, ProblemError, type StatementEntry } from '../data/client.ts'

/** Entries that a wallet may have at the very millisecond; of more, the operation's may not be found. */
const ENTRIES_MAX = 1_000

export interface Posting {
  walletId: number
  entry: StatementEntry
}

/** What an operation changed in its wallets, from their statements: no route tells it by the operation's id. */
export async function readPostings(operation: Operation, signal: AbortSignal): Promise<Posting[]> {
  const wallets = [operation.origin_wallet_id, operation.target_wallet_id].filter((id) => id !== null)
  const found = await Promise.all(wallets.map((id) => postingsOf(id, operation, signal)))
  return found.flat()
}

async function postingsOf(walletId: number, operation: Operation, signal: AbortSignal): Promise<Posting[]> {
  const from = operation.accepted_at
  const to = new Date(new Date(from).getTime() + 1).toISOString()
  const params = { path: { id: String(walletId) }, query: { from, to, limit: ENTRIES_MAX } }
  try {
    const { entries } = await dataOf(mesh.GET('/v1/wallets/{id}/statement', { params, signal }))
    return entries.filter(({ operation_id }) => operation_id === operation.id).map((entry) => ({ walletId, entry }))
  } catch (error) {
    // Somebody else's wallet.
    if (error instanceof ProblemError && error.code === 'not_found') return []
    throw error
  }
}
