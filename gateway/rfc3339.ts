import { Refused } from './errors.ts'

const RFC_3339 =
  /^(?<date>\d{4}-\d{2}-\d{2})[Tt](?<time>\d{2}:\d{2}:\d{2})(?:\.(?<fraction>\d+))?(?:[Zz]|(?<sign>[+-])(?<hours>\d{2}):(?<minutes>\d{2}))$/

const MICROS_PER_MS = 1000n
const MS_PER_MINUTE = 60_000
const FIRST_YEAR = 1
const LAST_YEAR = 9999

/**
 * Reads an RFC 3339 time and returns it as text that Postgres reads as the same instant, in UTC. Null when it is not such a
 * time, or not a time that exists (a 30th of February; leap seconds are not taken either).
 *
 * Digits beyond microseconds round up: as a bound of stored times, which have microseconds, that means the same.
 */
export function parseRfc3339(text: string): string | null {
  const parts = RFC_3339.exec(text)?.groups
  if (parts === undefined) return null
  const { date, time, fraction = '', sign, hours = '00', minutes = '00' } = parts
  const local = `${date}T${time}.000Z`
  const localMs = Date.parse(local)
  // Date.parse lets the 30th of February through, as the 1st or 2nd of March.
  if (Number.isNaN(localMs) || new Date(localMs).toISOString() !== local) return null
  if (Number(hours) > 23 || Number(minutes) > 59) return null
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * MS_PER_MINUTE * (sign === '-' ? -1 : 1)
  const micros = BigInt(fraction.slice(0, 6).padEnd(6, '0')) + (/[1-9]/.test(fraction.slice(6)) ? 1n : 0n)
  return postgresTime(BigInt(localMs - offsetMs) * MICROS_PER_MS + micros)
}

/**
 * Reads a time of a query, as `parseRfc3339` does; null where there is none. Throws Refused for what is no such time.
 *
 * @param name of the parameter
 */
export function readTime(name: string, text: string | null | undefined): string | null {
  if (text === null || text === undefined || text === '') return null
  const time = parseRfc3339(text)
  if (time === null) {
    throw new Refused(
      'invalid',
      `${name} must be an RFC 3339 time such as 2026-01-31T00:00:00Z (in a query, write + as %2B)`,
    )
  }
  return time
}

/** @param epochMicros microseconds since 1970 in UTC */
function postgresTime(epochMicros: bigint): string {
  const micros = ((epochMicros % MICROS_PER_MS) + MICROS_PER_MS) % MICROS_PER_MS
  const at = new Date(Number((epochMicros - micros) / MICROS_PER_MS))
  // What the server cannot write with four digits is before, or after, everything that it stores.
  if (at.getUTCFullYear() < FIRST_YEAR) return '-infinity'
  if (at.getUTCFullYear() > LAST_YEAR) return 'infinity'
  return at.toISOString().replace('Z', `${micros.toString().padStart(3, '0')}Z`)
}

/**
 * The format, for Postgres' `to_char`, of RFC 3339 with microseconds in the session's time zone.
 *
 * @param timeZone of the session
 */
export function rfc3339Format(timeZone: string): string {
  const zone = isUtc(timeZone) ? '"Z"' : 'TZH:TZM'
  return `YYYY-MM-DD"T"HH24:MI:SS.US${zone}`
}

/** Whether times of the zone are written with a Z. */
export function isUtc(timeZone: string): boolean {
  return /^(etc\/)?utc$/i.test(timeZone)
}
