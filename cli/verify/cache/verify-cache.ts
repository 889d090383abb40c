import { setTimeout as delay } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Pool } from '../../../common/database/pool.ts'
import type { Keys } from '../../../common/redis/keys.ts'
import { AGE_MAX_MS } from '../../../common/redis/lifetimes.ts'
import { type CachedPositions, readPositions } from '../../../common/redis/lua/read-positions.ts'
import { type CachedEntry, readEntries } from '../../../common/redis/lua/read-wallets.ts'
import type { WrongRow } from '../wrong-row.ts'
import { readPositionsNow } from './sql/positions.ts'
import { readWalletsNow, type WalletNow } from './sql/wallets.ts'

export interface VerifyCacheOptions {
  redis: Redis
  keys: Keys
  pool: Pool
}

export interface CacheReport {
  /** Balances and groups that are in Redis as they are in Postgres. */
  balances: number
  groups: number
  /** Entries that nobody would be served, because their time is over. */
  unbelieved: number
  /** Those that changed whenever they were to be compared. */
  busy: number
  /** The first one that is wrong. */
  wrong: WrongRow | null
}

/** What both say of one thing: the same when it is right. */
interface Compared {
  key: string
  /** In Postgres, before and after Redis was read; null: it is not there. */
  before: { version: string; text: string } | null
  after: { version: string; text: string } | null
  /** In Redis, complete as of a time after the first reading; null: not believed. */
  cached: string | null
}

type Verdict = 'right' | 'unbelieved' | 'changed' | WrongRow

const BATCH = 2_000
/** As of times grow twice a second. */
const WAIT_MS = 100
const WAITS_MAX = (2 * AGE_MAX_MS) / WAIT_MS
const ATTEMPTS_MAX = 10
/** A wrong entry is still the same when it is looked at again. */
const CONFIRMATIONS = 2

/**
 * Compares what Redis would serve with Postgres, while the mesh runs. An entry is compared once it is complete as of a time
 * after Postgres was read; if Postgres says the same again afterwards, the entry has to say it, too.
 */
export async function verifyCache({ redis, keys, pool }: VerifyCacheOptions): Promise<CacheReport> {
  const report: CacheReport = { balances: 0, groups: 0, unbelieved: 0, busy: 0, wrong: null }
  for await (const ids of storedWallets(redis, keys)) {
    const verdicts = await judged(ids, (some) => compareWallets({ redis, keys, pool }, some))
    count(report, 'balances', verdicts)
    if (report.wrong !== null) return report
  }
  const groups = [...(await readPositionsNow(pool)).keys()]
  count(report, 'groups', await judged(groups, (some) => comparePositions({ redis, keys, pool }, some)))
  return report
}

function count(report: CacheReport, what: 'balances' | 'groups', verdicts: readonly Verdict[]): void {
  for (const verdict of verdicts) {
    if (verdict === 'right') report[what] += 1
    else if (verdict === 'unbelieved') report.unbelieved += 1
    else if (verdict === 'changed') report.busy += 1
    else report.wrong ??= verdict
  }
}

async function* storedWallets(redis: Redis, keys: Keys): AsyncGenerator<number[]> {
  const prefix = keys.wallets
  let ids = new Set<number>()
  let cursor = '0'
  do {
    const [next, names] = await redis.scan(cursor, 'MATCH', `${prefix}*`, 'COUNT', BATCH)
    for (const name of names) {
      const id = Number(name.slice(prefix.length))
      if (Number.isSafeInteger(id) && id > 0) ids.add(id)
    }
    cursor = next
    if (ids.size < BATCH && cursor !== '0') continue
    if (ids.size > 0) yield [...ids]
    ids = new Set()
  } while (cursor !== '0')
}

/** Judges each, those that changed meanwhile again. */
async function judged(
  ids: readonly number[],
  compare: (ids: readonly number[]) => Promise<Compared[]>,
): Promise<Verdict[]> {
  const verdicts = new Map<number, Verdict>()
  const wrongs = new Map<number, number>()
  let open = [...ids]
  for (let attempt = 0; attempt < ATTEMPTS_MAX && open.length > 0; attempt += 1) {
    const compared = await compare(open)
    open.forEach((id, i) => {
      const one = compared[i]
      verdicts.set(id, one === undefined ? 'unbelieved' : verdictOn(one))
    })
    open = open.filter((id) => {
      const verdict = verdicts.get(id)
      if (typeof verdict !== 'object') return verdict === 'changed'
      wrongs.set(id, (wrongs.get(id) ?? 0) + 1)
      return (wrongs.get(id) ?? 0) < CONFIRMATIONS
    })
  }
  return [...verdicts.values()]
}

function verdictOn({ key, before, after, cached }: Compared): Verdict {
  if (cached === null) return 'unbelieved'
  if (before?.version !== after?.version) return 'changed'
  const expected = before?.text ?? 'nothing'
  return cached === expected ? 'right' : { table: 'Redis', key, expected, found: cached }
}

async function compareWallets({ redis, keys, pool }: VerifyCacheOptions, ids: readonly number[]): Promise<Compared[]> {
  const before = await readWalletsNow(pool, ids)
  const entries = await sinceNow(redis, () => readEntries(redis, keys, { ids, ageMaxMs: AGE_MAX_MS }))
  const after = await readWalletsNow(pool, ids)
  const told = (found: WalletNow | undefined) =>
    found === undefined ? null : { version: found.version, text: walletText(found) }
  return ids.map((id, i) => ({
    key: keys.wallet(id),
    before: told(before.get(id)),
    after: told(after.get(id)),
    cached: entries[i] == null ? null : walletText(entries[i]),
  }))
}

function walletText({ balance, held, floor, state, group }: Omit<WalletNow, 'id' | 'version'>): string {
  return `balance ${balance}, ${held} held, ${floor === null ? 'no floor' : `floor ${floor}`}, ${state}, in group ${group}`
}

async function comparePositions(
  { redis, keys, pool }: VerifyCacheOptions,
  groups: readonly number[],
): Promise<Compared[]> {
  const before = await readPositionsNow(pool)
  const cached = await sinceNow(redis, () => readPositions(redis, keys, { groups, ageMaxMs: AGE_MAX_MS }))
  const after = await readPositionsNow(pool)
  const told = (group: number, found = before) => {
    const one = found.get(group)
    return one === undefined ? null : { version: one.version, text: `positions ${one.balances}` }
  }
  return groups.map((group, i) => ({
    key: keys.positions(group),
    before: told(group),
    after: told(group, after),
    cached: cached[i] == null ? null : positionsText(cached[i]),
  }))
}

function positionsText({ balances }: CachedPositions): string {
  const inOrder = [...balances].filter(([, balance]) => balance !== 0n).sort(([a], [b]) => a - b)
  return `positions ${inOrder.map(([bank, balance]) => `${bank}:${balance}`).join(' ')}`
}

/** Reads until all that is believed is complete as of now, by the clock of Redis. What does not get there is not believed. */
async function sinceNow<Found extends CachedEntry | CachedPositions>(
  redis: Redis,
  read: () => Promise<(Found | null)[]>,
): Promise<(Found | null)[]> {
  const [seconds, micros] = await redis.time()
  const nowMs = Number(seconds) * 1_000 + Number(micros) / 1_000
  let found = await read()
  for (let i = 0; i < WAITS_MAX && found.some((one) => one !== null && one.asOfMs < nowMs); i += 1) {
    await delay(WAIT_MS)
    found = await read()
  }
  return found.map((one) => (one !== null && one.asOfMs >= nowMs ? one : null))
}
