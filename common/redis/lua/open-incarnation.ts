import type { Redis } from 'ioredis'
import type { Keys } from '../keys.ts'
import { GROUP_KEPT_MS } from '../lifetimes.ts'
import { script } from '../script.ts'

export interface Opening {
  group: number
  epoch: bigint
  /** Of the incarnations of this epoch. */
  n: number
  /** Milliseconds of Redis' clock. */
  asOfMs: number
  /** All of the group's, in micro-units by bank. */
  positions: ReadonlyMap<number, bigint>
}

// KEYS: group, positions. ARGV: epoch, n, as of, time to live, then bank and balance in turn.
const OPEN = script(`
  local incarnation = redis.call('HGET', KEYS[1], 'incarnation')
  if incarnation then
    local epoch, n = string.match(incarnation, '^(%d+)%.(%d+)$')
    epoch, n = tonumber(epoch), tonumber(n)
    if epoch > tonumber(ARGV[1]) or (epoch == tonumber(ARGV[1]) and n >= tonumber(ARGV[2])) then return false end
  end
  incarnation = ARGV[1] .. '.' .. ARGV[2]
  redis.call('DEL', KEYS[1], KEYS[2])
  redis.call('HSET', KEYS[1], 'incarnation', incarnation, 'writes', 0, 'as_of', ARGV[3])
  redis.call('HSET', KEYS[2], 'incarnation', incarnation)
  for i = 5, #ARGV, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
  redis.call('PEXPIRE', KEYS[2], ARGV[4])
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)`)

/**
 * Begins an incarnation of the group, which makes everything worthless that was written under the ones before. Returns the
 * time of Redis; null when it knows this incarnation already, or a later one.
 */
export async function openIncarnation(redis: Redis, keys: Keys, opening: Opening): Promise<number | null> {
  const { group, epoch, n, asOfMs, positions } = opening
  const balances = [...positions].flatMap(([bank, balance]) => [bank, String(balance)])
  const args = [String(epoch), n, Math.floor(asOfMs), GROUP_KEPT_MS, ...balances]
  return (await OPEN(redis, [keys.group(group), keys.positions(group)], args)) as number | null
}
