import { dataOf, mesh, type StatementEntry } from './client.ts'

const PAGE = 1_000
const PAGES_MAX = 10
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export interface Entries {
  /** Oldest first. */
  entries: StatementEntry[]
  /** There are later ones still: the period has too many. */
  isCut: boolean
  historyStartsAt: string | null
}

/** The entries of a wallet since `from`, up to 10,000 of them. @param from RFC 3339; null: of all time */
export async function readEntries(walletId: string, from: string | null, signal: AbortSignal): Promise<Entries> {
  const entries: StatementEntry[] = []
  let cursor: string | null | undefined
  let historyStartsAt: string | null = null
  for (let page = 0; page < PAGES_MAX && cursor !== null; page += 1) {
    const query = { limit: PAGE, ...(from === null ? {} : { from }), ...(cursor === undefined ? {} : { cursor }) }
    const params = { path: { id: walletId }, query }
    const answer = await dataOf(mesh.GET('/v1/wallets/{id}/statement', { params, signal }))
    entries.push(...answer.entries)
    cursor = answer.next_cursor
    historyStartsAt = answer.history_starts_at
  }
  return { entries, isCut: cursor !== null, historyStartsAt }
}

/** Statements are read oldest first, so the newest entries are looked for in ever longer times. */
const WINDOWS_MS = [MINUTE_MS, 60 * MINUTE_MS, DAY_MS, 31 * DAY_MS, null]

/** Reads the newest entries of one wallet again and again; remembers how far back it had to look. */
export function createNewestReader(walletId: string, count: number) {
  let window = 0
  return async (signal: AbortSignal): Promise<StatementEntry[]> => {
    for (; ; window += 1) {
      const ms = WINDOWS_MS[window] ?? null
      const from = ms === null ? null : new Date(Date.now() - ms).toISOString()
      const { entries, isCut } = await readEntries(walletId, from, signal)
      const isLast = window >= WINDOWS_MS.length - 1
      if (isCut && window > 0) {
        // It became busy: a shorter time will do.
        window = 0
        continue
      }
      if (entries.length >= count || isLast) return entries.slice(-count).reverse()
    }
  }
}

export interface BalanceOverTime {
  /** Seconds. */
  x: number[]
  /** Units of the currency, as near as a pixel needs. */
  y: number[]
}

/** More points than this, no screen shows apart. */
const POINTS_MAX = 2_000

/** From before the first entry until now. @param approximate of micro-units */
export function balanceOverTime(
  entries: readonly StatementEntry[],
  balance: string,
  nowMs: number,
  approximate: (micros: bigint) => number,
): BalanceOverTime {
  const [first] = entries
  if (first === undefined) return { x: [], y: [] }
  const every = Math.ceil(entries.length / POINTS_MAX)
  const shown = entries.filter((_, i) => i % every === 0 || i === entries.length - 1)
  const secondsOf = (time: string) => new Date(time).getTime() / 1_000
  const start = secondsOf(first.accepted_at)
  const span = Math.max(1, nowMs / 1_000 - start)
  return {
    x: [start - span * 0.02, ...shown.map(({ accepted_at }) => secondsOf(accepted_at)), nowMs / 1_000],
    y: [
      approximate(BigInt(first.balance) - BigInt(first.amount)),
      ...shown.map((entry) => approximate(BigInt(entry.balance))),
      approximate(BigInt(balance)),
    ],
  }
}
