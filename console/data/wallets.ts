import { dataOf, idempotencyKey, mesh, ProblemError, type Wallet } from './client.ts'
import { type Query, useQuery } from './query.ts'

export interface FoundWallets {
  wallets: Wallet[]
  next: string | null
}

const PAGE = 50
/** Of what the gateway searches for. */
const SEARCH_MAX = 100

/** @param search an id, the beginning of a name, or nothing */
export function useWallets(search: string, cursor: string | undefined): Query<FoundWallets> {
  return useQuery(`wallets ${search} ${cursor}`, (signal) => findWallets(search.trim(), cursor, PAGE, signal))
}

/** One whose number it is comes first, on a page of its own. */
export async function findWallets(
  search: string,
  cursor: string | undefined,
  limit: number,
  signal: AbortSignal,
): Promise<FoundWallets> {
  const id = /^#?(\d{1,15})$/.exec(search)?.[1]
  const numbered = id === undefined || cursor !== undefined ? null : await readWalletOrNull(String(Number(id)), signal)
  const query = {
    limit,
    ...(cursor === undefined ? {} : { cursor }),
    ...(search === '' ? {} : { search: search.slice(0, SEARCH_MAX) }),
  }
  const { wallets, next_cursor } = await dataOf(mesh.GET('/v1/wallets', { params: { query }, signal }))
  return {
    wallets: numbered === null ? wallets : [numbered, ...wallets.filter((one) => one.id !== numbered.id)],
    next: next_cursor,
  }
}

export function readWallet(id: string, signal: AbortSignal): Promise<Wallet> {
  // What was seen to happen must be in it, whatever a cache remembers.
  const headers = { 'cache-control': 'no-cache' }
  return dataOf(mesh.GET('/v1/wallets/{id}', { params: { path: { id } }, headers, signal }))
}

/** Null: there is none, or it is somebody else's. */
export async function readWalletOrNull(id: string, signal: AbortSignal): Promise<Wallet | null> {
  try {
    return await readWallet(id, signal)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not_found') return null
    throw error
  }
}

export interface NewWallet {
  name: string
  country: string
  city: string
  currency: string
}

export function createWallet(body: NewWallet): Promise<Wallet> {
  return dataOf(mesh.POST('/v1/wallets', { body, params: { header: idempotencyKey() } }))
}
