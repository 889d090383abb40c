import { type Logger, pino } from 'pino'
import pretty from 'pino-pretty'

export type Log = Logger

/**
 * Logs to standard error: JSON lines, or readable lines when that is a terminal. Standard output is kept for what a
 * command answers.
 *
 * @param part name of the process, such as `gateway`
 */
export function openLog(part: string, level: string): Log {
  const options = { name: part, level, base: { part, pid: process.pid } }
  if (!process.stderr.isTTY) return pino(options, pino.destination({ dest: 2, sync: true }))
  return pino(options, pretty({ destination: 2, sync: true, ignore: 'pid,part,name', messageFormat: '{part}: {msg}' }))
}
