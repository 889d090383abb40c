import type { Redis } from 'ioredis'
import { parseEntry, type StoredEntry } from '../entry.ts'
import type { Keys } from '../keys.ts'
import { script } from '../script.ts'

/** A balance that the wallet had in Postgres at `asOfMs` or later. */
export interface CachedEntry extends StoredEntry {
  /** Milliseconds of Redis' clock. */
  asOfMs: number
  /** Milliseconds between that and the reading. */
  ageMs: number
}

// KEYS: a group's key without its number, then wallets. ARGV: greatest age.
const READ = script(`
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local groups, found = {}, {}
  for i = 2, #KEYS do
    local entry = redis.call('GET', KEYS[i])
    local answer = false
    if entry then
      local group, incarnation = string.match(entry, '^%d+ (%d+) (%S+) ')
      if group then
        groups[group] = groups[group] or redis.call('HMGET', KEYS[1] .. group, 'incarnation', 'as_of')
        local known = groups[group]
        if known[1] == incarnation then
          local age = now - known[2]
          if age >= 0 and age <= tonumber(ARGV[1]) then answer = age .. ' ' .. known[2] .. ' ' .. entry end
        end
      end
    end
    found[i - 1] = answer
  end
  return found`)

/** The wallets' balances in the given order; null where none can be relied on. */
export async function readEntries(
  redis: Redis,
  keys: Keys,
  { ids, ageMaxMs }: { ids: readonly number[]; ageMaxMs: number },
): Promise<(CachedEntry | null)[]> {
  const found = (await READ(redis, [keys.groups, ...ids.map((id) => keys.wallet(id))], [ageMaxMs])) as (string | null)[]
  return ids.map((id, i) => cachedEntry(id, found[i] ?? null))
}

function cachedEntry(id: number, text: string | null): CachedEntry | null {
  const [, ageMs, asOfMs, stored] = /^(\d+) (\d+) (.*)$/.exec(text ?? '') ?? []
  const entry = stored === undefined ? null : parseEntry(id, stored)
  return entry === null ? null : { ...entry, asOfMs: Number(asOfMs), ageMs: Number(ageMs) }
}
