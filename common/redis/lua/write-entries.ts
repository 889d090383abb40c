import type { Redis } from 'ioredis'
import { type Entry, formatEntry } from '../entry.ts'
import type { Keys } from '../keys.ts'
import { ENTRY_KEPT_MS, GROUP_KEPT_MS } from '../lifetimes.ts'
import { script } from '../script.ts'

export interface Write {
  group: number
  epoch: bigint
  n: number
  /** Writes of this incarnation that were answered. */
  writes: number
  /** Milliseconds of Redis' clock. */
  asOfMs: number
  entries: readonly Entry[]
  /** In micro-units by bank. */
  positions: ReadonlyMap<number, bigint>
}

// KEYS: group, positions, then wallets. ARGV: incarnation, writes, as of, times to live of group and entry, group, number of
// positions, bank and balance in turn, then the entries of the wallets.
const WRITE = script(`
  local known = redis.call('HMGET', KEYS[1], 'incarnation', 'writes')
  if known[1] ~= ARGV[1] or known[2] ~= ARGV[2] then return false end
  if redis.call('HGET', KEYS[2], 'incarnation') ~= ARGV[1] then return false end
  local at = 7
  for _ = 1, tonumber(ARGV[7]) do
    redis.call('HSET', KEYS[2], ARGV[at + 1], ARGV[at + 2])
    at = at + 2
  end
  for i = 3, #KEYS do
    local entry = ARGV[at + i - 2]
    local stored = redis.call('GET', KEYS[i])
    local newer = false
    if stored then
      local version, group = string.match(stored, '^(%d+) (%d+) ')
      newer = group and group ~= ARGV[6] and tonumber(version) > tonumber(string.match(entry, '^%d+'))
    end
    if not newer then redis.call('SET', KEYS[i], entry, 'PX', ARGV[5]) end
  end
  redis.call('HSET', KEYS[1], 'writes', known[2] + 1, 'as_of', ARGV[3])
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
  redis.call('PEXPIRE', KEYS[2], ARGV[4])
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)`)

/**
 * Writes balances and positions under the group's incarnation, and as of when all of its entries are complete. Returns the
 * time of Redis; null when the incarnation has ended, or Redis does not have every write before this one: nothing was
 * written.
 */
export async function writeEntries(redis: Redis, keys: Keys, write: Write): Promise<number | null> {
  const { group, epoch, n, writes, asOfMs, entries, positions } = write
  const args = [`${epoch}.${n}`, writes, Math.floor(asOfMs), GROUP_KEPT_MS, ENTRY_KEPT_MS, group, positions.size]
  for (const [bank, balance] of positions) args.push(bank, String(balance))
  const names = [keys.group(group), keys.positions(group)]
  for (const entry of entries) {
    names.push(keys.wallet(entry.walletId))
    args.push(formatEntry(entry, write))
  }
  return (await WRITE(redis, names, args)) as number | null
}
