import type { CacheReader } from '../../common/redis/cache-reader.ts'
import { AGE_MAX_MS } from '../../common/redis/lifetimes.ts'
import type { Pools } from '../pools.ts'
import { readWallet } from '../sql/read-wallet.ts'
import { type Profile, Profiles } from './profiles.ts'
import { type GroupsView, readGroups } from './sql/groups.ts'
import { readPositions } from './sql/positions.ts'

export interface WalletBalance extends Profile {
  /** Micro-units of `currency`. */
  balance: bigint
  /** Of the balance, what holds reserve. */
  held: bigint
  /** The balance does not fall below it; null: no floor. */
  floor: bigint | null
  group: number
  state: 'open' | 'frozen' | 'closed'
  /** It was so at this time or later: milliseconds since 1970. */
  asOfMs: number
}

export interface Positions {
  /** What each bank is owed: micro-units by bank. One that was never concerned by a payment is not there. */
  balances: Map<number, bigint>
  /** Milliseconds since 1970. */
  asOfMs: number
}

export interface Wish {
  /** As it is in Postgres now, not as it was up to two seconds ago. */
  fresh: boolean
}

/** Balances from Redis where it has them, and from Postgres where it does not. */
export interface Balances {
  /** Null when there is no such wallet. */
  wallet(id: number, wish: Wish): Promise<WalletBalance | null>
  positions(wish: Wish): Promise<Positions>
}

export interface BalancesOptions {
  cache: CacheReader
  pools: Pick<Pools, 'reads'>
  /** Monotonic. */
  nowMs: () => number
}

const PROFILES_MAX = 100_000
/** Which groups there are is asked of Postgres again after so long. */
const VIEW_MAX_MS = AGE_MAX_MS / 2

export function createBalances({ cache, pools: { reads }, nowMs }: BalancesOptions): Balances {
  const profiles = new Profiles(PROFILES_MAX)
  let view: { groups: Promise<GroupsView>; beganMs: number } | undefined

  /** At most VIEW_MAX_MS old. */
  function groups(): Promise<GroupsView> {
    if (view !== undefined && nowMs() - view.beganMs < VIEW_MAX_MS) return view.groups
    const asked = { groups: readGroups(reads), beganMs: nowMs() }
    view = asked
    asked.groups.catch(() => {
      if (view === asked) view = undefined
    })
    return asked.groups
  }

  async function cachedPositions(): Promise<Positions | null> {
    const { active, others } = await groups()
    const viewAgeMs = nowMs() - (view?.beganMs ?? 0)
    const found = await cache.positions(active)
    if (found === null || found.length === 0) return null
    const balances = new Map(others)
    for (const group of found) {
      for (const [bank, balance] of group.balances) balances.set(bank, (balances.get(bank) ?? 0n) + balance)
    }
    // By the clock of Redis, when it was asked which groups there are.
    const viewedMs = Math.max(...found.map(({ asOfMs, ageMs }) => asOfMs + ageMs)) - viewAgeMs
    return { balances, asOfMs: Math.floor(Math.min(viewedMs, ...found.map(({ asOfMs }) => asOfMs))) }
  }

  return {
    async wallet(id, { fresh }) {
      const profile = fresh ? undefined : profiles.get(id)
      const entry = profile === undefined ? null : await cache.wallet(id)
      if (profile !== undefined && entry !== null) {
        const { balance, held, floor, group, state, asOfMs } = entry
        return { ...profile, balance, held, floor, group, state, asOfMs }
      }
      const wallet = await readWallet(reads, id)
      if (wallet === null) return null
      const { balance, held, floor, group, state, asOfMs, ...rest } = wallet
      profiles.add(rest)
      return wallet
    },
    async positions({ fresh }) {
      const cached = fresh ? null : await cachedPositions()
      return cached ?? readPositions(reads)
    },
  }
}
