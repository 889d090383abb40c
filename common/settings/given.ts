import Type, { type TSchema } from 'typebox'
import Value from 'typebox/value'
import { type Key, keys, nearestPath, sections } from './keys.ts'
import { type About, aboutOf } from './kinds.ts'

/** One key, or one section, as a source gives it. The value of a section is `{}`, or null when it is empty. */
export interface Entry {
  /** The path as written, which may be the path of no key. */
  readonly path: string
  readonly value: unknown
  /** Opens the lines about this entry and names it; with an index, counted from 0, about that item of a list. */
  readonly where: (index?: number) => string
  /** Names it in the lines about another entry. */
  readonly place: string
}

/** What one source (file, environment, overrides) gives: values by key path, and a line for each thing that is wrong. */
export interface Given {
  readonly values: ReadonlyMap<string, unknown>
  readonly problems: readonly string[]
}

const SHOWN_LENGTH_MAX = 60

/** Checks all entries of a source. `written` says how the source writes a path that a message proposes. */
export function gather(entries: Iterable<Entry>, written: (path: string) => string): Given {
  const values = new Map<string, unknown>()
  const problems: string[] = []
  const firsts = new Map<string, Entry>()
  for (const entry of entries) {
    const first = firsts.get(entry.path)
    const key = keys.get(entry.path)
    if (first !== undefined) problems.push(`${entry.where()}: given twice, first in ${first.place}`)
    else if (key !== undefined) problems.push(...problemsOfValue(key, entry))
    else if (sections.has(entry.path)) problems.push(...problemsOfSection(entry, written))
    else problems.push(unknownKey(entry, written))
    firsts.set(entry.path, first ?? entry)
    if (key !== undefined) values.set(key.path, entry.value)
  }
  return { values, problems }
}

/** A name for a message: as it is when plain, else quoted and kept on one line. */
export function shownName(name: string): string {
  return /^\w+$/.test(name) ? name : shortened(JSON.stringify(name))
}

function problemsOfValue({ schema, about }: Key, { value, where }: Entry): string[] {
  if (Type.IsArray(schema) && Array.isArray(value) && value.length > 0) {
    const { items } = schema
    return value.flatMap((item, index) => problemOf(items, aboutOf(items), item, () => where(index)))
  }
  return problemOf(schema, about, value, where)
}

function problemOf(schema: TSchema, about: About, value: unknown, where: () => string): string[] {
  if (Value.Check(schema, value)) return []
  const advice = about.advice?.(value)
  const problem = `${where()}: expected ${about.expected}, got ${shownValue(value, about)}`
  return [advice === undefined ? problem : `${problem}: ${advice}`]
}

function problemsOfSection({ path, value, where }: Entry, written: (path: string) => string): string[] {
  if (value === null || (typeof value === 'object' && !Array.isArray(value))) return []
  const inside = [...keys.keys()].filter((key) => key.startsWith(`${path}.`))
  return [`${where()}: is a section, set a key in it: ${inside.map(written).join(', ')}`]
}

function unknownKey({ path, where }: Entry, written: (path: string) => string): string {
  const nearest = nearestPath(path)
  const advice = nearest === undefined ? '' : `, did you mean ${written(nearest)}?`
  return `${where()}: unknown key${advice}`
}

function shownValue(value: unknown, { secret }: About): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'a section'
  if (secret) return 'something else (not shown, it may hold a password)'
  return typeof value === 'string' ? shortened(JSON.stringify(value)) : String(value)
}

function shortened(text: string): string {
  return text.length > SHOWN_LENGTH_MAX ? `${text.slice(0, SHOWN_LENGTH_MAX)}…` : text
}
