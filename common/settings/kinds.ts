/**
 * The kinds of value that a setting can have. Each makes a TypeBox schema that types the setting, checks what was given
 * for it, turns it into what the code works with, and says in words what it expects.
 */
import { isIPv4, isIPv6 } from 'node:net'
import { validate } from 'node-cron'
import Type, { type TSchema } from 'typebox'
import { type Address, formatAddress, parseAddress } from './address.ts'
import { formatDuration, parseDuration } from './duration.ts'

/** What messages and documentation say of a setting, kept in its schema. */
export interface About {
  readonly default: unknown
  readonly description: string
  /** What may be written, for "expected …". */
  readonly expected: string
  /** Advice on one refused value, where there is some to give. */
  readonly advice?: (value: unknown) => string | undefined
  /** Whether messages must not repeat the value. */
  readonly secret?: boolean
}

interface Range {
  readonly from: number
  readonly to: number
}

/** What the kind says of itself; every schema of this file carries it. */
export function aboutOf(schema: TSchema): About {
  return schema as About
}

export function flag(byDefault: boolean, description: string) {
  return Type.Boolean({ default: byDefault, description, expected: 'true or false' })
}

export function integer(byDefault: number, { from, to }: Range, description: string) {
  const expected = `an integer from ${from} to ${to}`
  return Type.Integer({ default: byDefault, description, expected, minimum: from, maximum: to })
}

export function share(byDefault: number, description: string) {
  return Type.Number({ default: byDefault, description, expected: 'a number from 0 to 1', minimum: 0, maximum: 1 })
}

export function numberFrom(from: number, byDefault: number, description: string) {
  return Type.Number({ default: byDefault, description, expected: `a number of at least ${from}`, minimum: from })
}

export function oneOf<const Choices extends string[]>(
  choices: readonly [...Choices],
  byDefault: Choices[number],
  description: string,
) {
  return Type.Enum(choices, { default: byDefault, description, expected: `one of ${choices.join(', ')}` })
}

export function folder(byDefault: string, description: string) {
  const written = Type.String({ default: byDefault, description, expected: 'the path of a folder' })
  // PostgreSQL and the operating system both end a path at a zero byte.
  return Type.Refine(written, (value) => value !== '' && !value.includes('\0'))
}

/** The path of a file, or empty for none. */
export function optionalFile(byDefault: string, description: string) {
  const expected = 'the path of a file, or an empty text'
  return Type.Refine(
    Type.String({ default: byDefault, description, expected }),
    (value) => !value.includes('\0') && (value === '' || value.trim() !== ''),
  )
}

/** A lower-case SQL identifier that PostgreSQL does not keep for itself. */
export function schemaIdentifier(byDefault: string, description: string) {
  const expected = 'a lower-case SQL identifier (at most 63 of a-z, 0-9 and _, not beginning with a digit or pg_)'
  const written = Type.String({ default: byDefault, description, expected, pattern: '^[a-z_][a-z0-9_]{0,62}$' })
  return Type.Refine(written, (value) => !value.startsWith('pg_') && value !== 'information_schema')
}

/** A name for people. */
export function label(byDefault: string, description: string) {
  const expected = 'a text of 1 to 140 characters'
  return Type.String({ default: byDefault, description, expected, pattern: '^(?=.*\\S)[^\\p{Cc}]{1,140}$' })
}

/** A Business Identifier Code (ISO 9362), or empty. */
export function bic(byDefault: string, description: string) {
  const expected = 'a BIC such as CHASUS33, or an empty text'
  const pattern = '^([A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?)?$'
  return Type.String({ default: byDefault, description, expected, pattern })
}

/** A name that MongoDB takes for a database on every system. */
export function mongoDatabase(byDefault: string, description: string) {
  const expected = 'a name of up to 63 letters, digits, - and _'
  return Type.String({ default: byDefault, description, expected, pattern: '^[A-Za-z0-9_-]{1,63}$' })
}

/** Something only the mesh knows, or empty. Messages do not repeat it. */
export function optionalSecret(byDefault: string, bytesMin: number, description: string) {
  const expected = `a secret text of at least ${bytesMin} bytes, or an empty text`
  const written = Type.String({ default: byDefault, description, expected, secret: true })
  return Type.Refine(written, (value) => value === '' || Buffer.byteLength(value) >= bytesMin)
}

/** IP addresses and networks. */
export function networks(byDefault: string[], description: string) {
  const network = Type.String({ default: '', description, expected: 'an IP address or network such as 10.0.0.0/8' })
  return Type.Array(Type.Refine(network, isNetwork), {
    default: byDefault,
    description,
    expected: 'a list of IP addresses and networks such as 10.0.0.0/8',
  })
}

/** A PostgreSQL connection URL, or empty. */
export function postgresUrl(byDefault: string, description: string) {
  return connectionUrl(byDefault, description, 'postgres://user:password@host:5432/database', /^postgres(ql)?:\/\//)
}

/** A Redis connection URL, or empty. */
export function redisUrl(byDefault: string, description: string) {
  return connectionUrl(byDefault, description, 'redis://user:password@host:6379/0', /^rediss?:\/\//)
}

/** A MongoDB connection URL, or empty. */
export function mongoUrl(byDefault: string, description: string) {
  return connectionUrl(byDefault, description, 'mongodb://user:password@host:27017', /^mongodb(\+srv)?:\/\//)
}

/** It may hold a password, so messages do not repeat it. */
function connectionUrl(byDefault: string, description: string, example: string, scheme: RegExp) {
  const expected = `a URL such as ${example}, or an empty text`
  const written = Type.String({ default: byDefault, description, expected, secret: true })
  // A list of hosts, as MongoDB takes it, is no URL by the standard.
  return Type.Refine(
    written,
    (value) => value === '' || (scheme.test(value) && URL.canParse(value.replace(/,[^/]*/, ''))),
  )
}

/** An IANA name, such as Europe/Berlin. Offsets are refused: PostgreSQL counts those of `+02:00` the other way. */
export function timeZone(byDefault: string, description: string) {
  const expected = 'a time zone such as UTC or Europe/Berlin'
  return Type.Refine(Type.String({ default: byDefault, description, expected }), isTimeZone)
}

/** Times of a schedule as cron writes them, in UTC. */
export function cronSchedule(byDefault: string, description: string) {
  const expected = 'five fields as cron takes them, such as "7 * * * *"'
  return Type.Refine(Type.String({ default: byDefault, description, expected }), isCronSchedule)
}

/** The same, or empty for never. */
export function optionalCronSchedule(byDefault: string, description: string) {
  const expected = 'five fields as cron takes them, such as "0 17 * * 1-5", or an empty text'
  const written = Type.String({ default: byDefault, description, expected })
  return Type.Refine(written, (value) => value === '' || isCronSchedule(value))
}

/** An amount of money in units of its currency, with up to six decimals; read as micro-units. */
export function amount(byDefault: string, description: string) {
  const expected = 'a positive amount in units of the currency with up to six decimals, such as "1000.00"'
  const written = Type.Union([Type.String(), Type.Number()], { default: byDefault, description, expected })
  const checked = Type.Refine(written, (value) => (parseAmount(String(value)) ?? 0n) > 0n)
  return Type.Codec(checked)
    .Decode((value) => parsed(parseAmount(String(value)), String(value)))
    .Encode((micros) => `${micros / MICROS}.${(micros % MICROS).toString().padStart(6, '0')}`)
}

/** Written with its unit, read as milliseconds. The range is in milliseconds and may be up to what a timer can wait. */
export function duration(byDefault: string, { from, to }: Range, description: string) {
  const written = Type.String({
    default: byDefault,
    description,
    expected: `a duration from ${formatDuration(from)} to ${formatDuration(to)} with its unit (ms, s, m or h)`,
    advice: (value: unknown) => (/^\d+$/.test(String(value)) ? `write ${value}s or ${value}ms` : undefined),
  })
  const checked = Type.Refine(written, (value) => {
    const ms = parseDuration(value)
    return ms !== undefined && ms >= from && ms <= to
  })
  return Type.Codec(checked)
    .Decode((value) => parsed(parseDuration(value), value))
    .Encode(formatDuration)
}

/** Where a server listens: port 0 asks for any free port. */
export function listenAddress(byDefault: string, description: string) {
  return address({
    default: byDefault,
    description,
    portMin: 0,
    expected: 'an address such as 127.0.0.1:80 or [::1]:80',
  })
}

/** Where servers are found: a list of at least one address, each with a port of its own. */
export function targetAddresses(byDefault: string[], description: string) {
  const expected = 'an address such as 127.0.0.1:80 or [::1]:80 with a port from 1 to 65535'
  const target = address({ default: '', description, portMin: 1, expected })
  return Type.Array(target, {
    default: byDefault,
    description,
    expected: 'a list of one or more addresses',
    minItems: 1,
  })
}

function address({ portMin, ...about }: { default: string; description: string; expected: string; portMin: number }) {
  const written = Type.String({
    ...about,
    advice: (value: unknown) => (/^:\d+$/.test(String(value)) ? `write 0.0.0.0${value} for all interfaces` : undefined),
  })
  const checked = Type.Refine(written, (value) => (parseAddress(value)?.port ?? -1) >= portMin)
  return Type.Codec(checked)
    .Decode((value): Address => parsed(parseAddress(value), value))
    .Encode(formatAddress)
}

function parsed<Value>(value: Value | undefined, written: string): Value {
  if (value === undefined) throw new Error(`decoded before it was checked: ${written}`)
  return value
}

const MICROS = 1_000_000n

/** Micro-units; undefined for what is no such amount. */
function parseAmount(text: string): bigint | undefined {
  const [, units = '', decimals = ''] = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text) ?? []
  return units === '' ? undefined : BigInt(units) * MICROS + BigInt(decimals.padEnd(6, '0'))
}

/** node-cron also takes a field of seconds, which nobody needs here. */
function isCronSchedule(value: string): boolean {
  return value.trim().split(/\s+/).length === 5 && validate(value)
}

function isNetwork(value: string): boolean {
  const [address = '', bits, ...more] = value.split('/')
  const bitsMax = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1
  if (more.length > 0 || bitsMax < 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax)
}

function isTimeZone(value: string): boolean {
  if (!/^[A-Za-z]/.test(value)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}
