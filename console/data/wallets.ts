import { dataOf, idempotencyKey, mesh, ProblemError, type Wallet } from './client.ts'
import { type Query, useQuery } from './query.ts'

export interface FoundWallets {
  wallets: Wallet[]
  next: string | null
  /** The search stopped before it had seen all wallets. */
  isCut: boolean
}

const PAGE = 50
const SCAN_PAGE = 1_000
/** The gateway searches by id alone; by name, this many pages are looked through here. */
const SCANNED_PAGES_MAX = 10
const FOUND_MAX = 100

/** @param search an id, a part of a name, place or currency, or nothing */
export function useWallets(search: string, cursor: string | undefined): Query<FoundWallets> {
  return useQuery(`wallets ${search} ${cursor}`, (signal) => findWallets(search.trim(), cursor, signal))
}

async function findWallets(search: string, cursor: string | undefined, signal: AbortSignal): Promise<FoundWallets> {
  if (/^#?\d{1,15}$/.test(search)) {
    const wallet = await readWalletOrNull(search.replace('#', ''), signal)
    return { wallets: wallet === null ? [] : [wallet], next: null, isCut: false }
  }
  if (search !== '') return scan(search.toLowerCase(), signal)
  const { wallets, next_cursor } = await readPage(PAGE, cursor, signal)
  return { wallets, next: next_cursor, isCut: false }
}

async function scan(search: string, signal: AbortSignal): Promise<FoundWallets> {
  const found: Wallet[] = []
  let cursor: string | undefined
  for (let page = 0; page < SCANNED_PAGES_MAX; page += 1) {
    const { wallets, next_cursor } = await readPage(SCAN_PAGE, cursor, signal)
    found.push(...wallets.filter((wallet) => matches(wallet, search)))
    if (next_cursor === null) return { wallets: found.slice(0, FOUND_MAX), next: null, isCut: found.length > FOUND_MAX }
    if (found.length > FOUND_MAX) break
    cursor = next_cursor
  }
  return { wallets: found.slice(0, FOUND_MAX), next: null, isCut: true }
}

function matches({ name, country, city, currency }: Wallet, search: string): boolean {
  return [name, country, city, currency].some((text) => text?.toLowerCase().includes(search))
}

function readPage(limit: number, cursor: string | undefined, signal: AbortSignal) {
  const query = cursor === undefined ? { limit } : { limit, cursor }
  return dataOf(mesh.GET('/v1/wallets', { params: { query }, signal }))
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
