import { readFileSync } from 'node:fs'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { readSettings, type Settings, SettingsError } from './settings/settings.ts'

export const VERSION: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version

/** A problem that its message explains to the user: printed without a stack, exit code 1. */
export class CommandError extends Error {}

/** Names of errors of other parts that do the same. */
const EXPLAINED = new Set(['DatabaseError', 'EmbeddedError', 'RedisError', 'SnapshotStoreError'])

/** A command of the mesh: `--help`, `--version`, `--settings`, one-line errors. */
export function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .version(VERSION)
    .addOption(new Option('--settings <file>', 'settings file (default: settings.yml here or in the parent folder)'))
    .showSuggestionAfterError()
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ outputError: () => {} })
}

/**
 * Parses the arguments, runs the action and ends the process: exit code 0; 2 with one line for wrong arguments or
 * settings; 1 for a failure.
 */
export async function runCommand(program: Command, argv: readonly string[]): Promise<never> {
  try {
    await program.parseAsync(argv as string[])
    process.exit(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) process.exit(0)
      process.stderr.write(`${program.name()}: ${oneLine(error.message)} (see ${program.name()} --help)\n`)
      process.exit(2)
    }
    if (error instanceof SettingsError) {
      process.stderr.write(`${error.message}\n`)
      process.exit(2)
    }
    process.stderr.write(`${program.name()}: ${describe(error)}\n`)
    process.exit(1)
  }
}

export function settingsOf(options: { settings?: string }): Settings {
  return readSettings(options.settings)
}

/** Parser of an option that takes a whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`write a whole number from ${min} to ${max}.`)
    }
    return value
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const expected = error instanceof CommandError || EXPLAINED.has(error.name)
  return expected ? oneLine(error.message) : (error.stack ?? error.message)
}

function oneLine(message: string): string {
  return message.replace(/^error: /, '').replaceAll('\n', ' ')
}
