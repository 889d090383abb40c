import type { Redis } from 'ioredis'
import type { Keys } from '../keys.ts'
import { script } from '../script.ts'

/** What a group's journals add to what each bank is owed, complete as of `asOfMs` or later. */
export interface CachedPositions {
  group: number
  /** Micro-units by bank. */
  balances: Map<number, bigint>
  /** Milliseconds of Redis' clock. */
  asOfMs: number
  /** Milliseconds between that and the reading. */
  ageMs: number
}

// KEYS: group and its positions in turn. ARGV: greatest age.
const READ = script(`
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local found = {}
  for i = 1, #KEYS, 2 do
    local known = redis.call('HMGET', KEYS[i], 'incarnation', 'as_of')
    local positions = redis.call('HGETALL', KEYS[i + 1])
    local answer = false
    if known[1] and redis.call('HGET', KEYS[i + 1], 'incarnation') == known[1] then
      local age = now - known[2]
      if age >= 0 and age <= tonumber(ARGV[1]) then answer = { tostring(age), known[2], positions } end
    end
    found[#found + 1] = answer
  end
  return found`)

/** The positions of the groups in the given order; null where they cannot be relied on. */
export async function readPositions(
  redis: Redis,
  keys: Keys,
  { groups, ageMaxMs }: { groups: readonly number[]; ageMaxMs: number },
): Promise<(CachedPositions | null)[]> {
  const names = groups.flatMap((group) => [keys.group(group), keys.positions(group)])
  const found = (await READ(redis, names, [ageMaxMs])) as ([string, string, string[]] | null)[]
  return groups.map((group, i) => {
    const [ageMs, asOfMs, fields] = found[i] ?? []
    if (fields === undefined) return null
    const balances = new Map<number, bigint>()
    for (let f = 0; f + 1 < fields.length; f += 2) {
      const [bank = '', balance = ''] = fields.slice(f, f + 2)
      if (bank !== 'incarnation') balances.set(Number(bank), BigInt(balance))
    }
    return { group, balances, asOfMs: Number(asOfMs), ageMs: Number(ageMs) }
  })
}
