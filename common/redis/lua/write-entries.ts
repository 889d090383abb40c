import type { Redis } from 'ioredis'
import { type Entry, walletText } from '../entry.ts'
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

// KEYS: group, positions. ARGV: incarnation, writes, as of, times to live of group and entry, group, a wallet's key without its
// number, the entries of the wallets, then bank and balance in turn.
//
// The entries are one argument, and the names of their keys put together here, which all are in the slot of the first: two
// arguments an entry take the sender ten times as long (2,000 entries: 20 ms instead of 2).
const WRITE = script(`
  local incarnation, group = ARGV[1], ARGV[6]
  local known = redis.call('HMGET', KEYS[1], 'incarnation', 'writes')
  if known[1] ~= incarnation or known[2] ~= ARGV[2] then return false end
  if redis.call('HGET', KEYS[2], 'incarnation') ~= incarnation then return false end
  for i = 9, #ARGV, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
  local holder = ' ' .. group .. ' ' .. incarnation .. ' '
  local names, versions, rests = {}, {}, {}
  for id, version, rest in string.gmatch(ARGV[8], '(%d+) (%d+) ([^;]+);') do
    names[#names + 1] = ARGV[7] .. id
    versions[#names] = version
    rests[#names] = rest
  end
  local stored = #names > 0 and redis.call('MGET', unpack(names))
  for i, name in ipairs(names) do
    local newer = false
    if stored[i] then
      local version, from = string.match(stored[i], '^(%d+) (%d+) ')
      newer = from and from ~= group and tonumber(version) > tonumber(versions[i])
    end
    if not newer then redis.call('SET', name, versions[i] .. holder .. rests[i], 'PX', ARGV[5]) end
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
  const args = [`${epoch}.${n}`, writes, Math.floor(asOfMs), GROUP_KEPT_MS, ENTRY_KEPT_MS, group, keys.wallets]
  let packed = ''
  for (const entry of entries) packed += `${entry.walletId} ${entry.atUs} ${walletText(entry)};`
  args.push(packed)
  for (const [bank, balance] of positions) args.push(bank, String(balance))
  return (await WRITE(redis, [keys.group(group), keys.positions(group)], args)) as number | null
}
