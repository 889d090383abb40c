import Type from 'typebox'
import { type Entry, type Given, gather } from './given.ts'
import { type Key, keys, sections } from './keys.ts'

const PREFIX = 'WALLETMESH_'
const NESTING = '__'

/** The variable that overrides a key: WALLETMESH_SCHEMA_NAME, WALLETMESH_GRPC__ADDRESS. */
export function environmentVariableOf(path: string): string {
  const names = path.split('.').map((name) => name.replace(/[A-Z]/g, '_$&').toUpperCase())
  return PREFIX + names.join(NESTING)
}

/** What the variables that begin with WALLETMESH_ give. Letter case and single underscores do not count. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Given {
  return gather(entriesOf(env), environmentVariableOf)
}

function* entriesOf(env: Readonly<Record<string, string | undefined>>): Generator<Entry> {
  for (const [variable, text] of Object.entries(env)) {
    if (text === undefined || !variable.toUpperCase().startsWith(PREFIX)) continue
    const path = pathOf(variable.slice(PREFIX.length))
    const key = keys.get(path)
    yield {
      path,
      value: key === undefined ? text : parsed(text, key),
      where: (index) => (index === undefined ? variable : `${variable}[${index}]`),
      place: variable,
    }
  }
}

/** The path of the key or section that is meant; of none, the name as it was given with dots for its nesting. */
function pathOf(name: string): string {
  const plain = (path: string) => path.replaceAll('_', '').toLowerCase()
  const path = name.split(NESTING).map(plain).join('.')
  return [...keys.keys(), ...sections].find((candidate) => plain(candidate) === path) ?? path
}

/** The value that the text stands for by the key's kind; the text itself where it is none, for the check to refuse. */
function parsed(text: string, { schema }: Key): unknown {
  if (Type.IsArray(schema)) return text.trim() === '' ? [] : text.split(',').map((item) => item.trim())
  if (Type.IsBoolean(schema) && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  if ((Type.IsInteger(schema) || Type.IsNumber(schema)) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  return text
}
