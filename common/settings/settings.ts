import path from 'node:path'
import Value from 'typebox/value'
import { readEnvironment } from './environment.ts'
import { findFile, readFile, type SettingsFile } from './file.ts'
import type { Given } from './given.ts'
import { keys, sections } from './keys.ts'
import { readOverrides } from './overrides.ts'
import { type SettingsOverrides, type SettingsValues, settingsSchema } from './schema.ts'

export type { SettingsOverrides } from './schema.ts'

/** Everything that can be set, checked and deeply frozen. Durations are milliseconds; the names ending in Sec are seconds. */
export type Settings = SettingsValues & {
  /** The absolute path of the settings file, or `defaults` when there is none. */
  readonly source: string
}

/** What a process brings to its settings. */
export interface SettingsInput {
  /** The settings file to use, relative to cwd. Without it ./settings.yml and ../settings.yml are looked for. */
  readonly file?: string | undefined
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Values that win over the file and the environment, such as those of command line options. */
  readonly overrides?: SettingsOverrides | undefined
}

/** Settings that cannot be used. The message has one line for each problem, naming its place and its key. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/**
 * Reads the settings: defaults, under the settings file, under the environment, under the overrides. Throws a SettingsError
 * that tells everything that is wrong in any of them.
 */
export function loadSettings({ file, cwd, env, overrides = {} }: SettingsInput): Settings {
  const found = findFile(file, cwd)
  const fromFile = found === undefined ? NOTHING : readFile(found)
  const fromEnvironment = readEnvironment(env)
  const fromOverrides = readOverrides(overrides)

  const sources = [fromFile, fromEnvironment, fromOverrides]
  const problems = sources.flatMap((source) => source.problems)
  if (problems.length > 0) throw new SettingsError(problems)

  const values = valuesOf(sources)
  const halfSet = problemsOfTls(values.tls)
  if (halfSet.length > 0) throw new SettingsError(halfSet)
  const absolute = (key: string, written: string) => {
    const inShell = fromEnvironment.values.has(key) || fromOverrides.values.has(key)
    return written === '' ? '' : path.resolve(inShell ? cwd : folderOf(found, cwd), written)
  }
  const { cert, key, ca } = values.tls
  return frozen({
    ...values,
    data: absolute('data', values.data),
    tls: { cert: absolute('tls.cert', cert), key: absolute('tls.key', key), ca: absolute('tls.ca', ca) },
    source: found?.absolutePath ?? 'defaults',
  })
}

/**
 * The settings of this process, from its working directory and environment. Only the entry point of a process calls it and
 * hands the result on: nothing else in the project looks at the environment.
 */
export function readSettings(file?: string, overrides?: SettingsOverrides): Settings {
  return loadSettings({ file, cwd: process.cwd(), env: process.env, overrides })
}

const NOTHING: Given = { values: new Map(), problems: [] }

/** Every key with the value that the last source gives it, or its default, as the code works with it. */
function valuesOf(sources: readonly Given[]): SettingsValues {
  const given = new Map(sources.flatMap(({ values }) => [...values]))
  const tree: Record<string, unknown> = Object.fromEntries([...sections].map((section) => [section, {}]))
  for (const { path, about } of keys.values()) {
    Value.Pointer.Set(tree, `/${path.replaceAll('.', '/')}`, given.has(path) ? given.get(path) : about.default)
  }
  return Value.Decode(settingsSchema, tree)
}

/** All three or none: with less, a server would be half open. */
function problemsOfTls(tls: SettingsValues['tls']): string[] {
  const names = ['cert', 'key', 'ca'] as const
  const missing = names.filter((name) => tls[name] === '')
  if (missing.length === 0 || missing.length === names.length) return []
  const given = names.filter((name) => tls[name] !== '').map((name) => `tls.${name}`)
  const verb = given.length === 1 ? 'is' : 'are'
  return missing.map(
    (name) => `tls.${name}: expected the path of a file, as ${given.join(' and ')} ${verb} set: set all three, or none`,
  )
}

function folderOf(file: SettingsFile | undefined, cwd: string): string {
  return file === undefined ? cwd : path.dirname(file.absolutePath)
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) frozen(inner)
    Object.freeze(value)
  }
  return value
}
