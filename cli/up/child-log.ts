/** A line that a child wrote. */
export interface LogLine {
  level: Level
  text: string
}

export type Level = 'info' | 'warn' | 'error'

/** pino's numbers: 40 is warn, 50 is error. */
const WARN = 40
const ERROR = 50

/** Reads a line of a JSON log; any other text is what a process says when it fails, so an error. */
export function readLogLine(line: string): LogLine {
  const record = parse(line)
  if (record === undefined) return { level: 'error', text: line }
  const { level, time: _time, pid: _pid, part: _part, name: _name, msg, err, error, ...rest } = record
  const severity = typeof level === 'number' ? level : 0
  const details = Object.entries(rest).map(([key, value]) => `${key}=${shown(value)}`)
  const reason = reasonOf(err) ?? reasonOf(error)
  const message = [shown(msg ?? ''), reason].filter((part) => part !== undefined && part !== '').join(': ')
  return {
    level: severity >= ERROR ? 'error' : severity >= WARN ? 'warn' : 'info',
    text: [message, ...details].join(' '),
  }
}

/** The line that says why a process failed, from the last lines that it wrote; undefined when none does. */
export function failureOf(lines: readonly string[]): string | undefined {
  return lines
    .map(readLogLine)
    .filter(({ level, text }) => level === 'error' && !IS_NOISE.test(text))
    .at(-1)?.text
}

/** Stack frames, source excerpts and the closing line of an uncaught error. */
const IS_NOISE = /^(\s|$|}|\^|Node\.js v)/

function parse(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function reasonOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('message' in error)) return undefined
  return shown(error.message)
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
