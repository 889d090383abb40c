import { Logger } from 'graphile-worker'
import type { Log } from '../log.ts'

/** For what a person asks for on a terminal. */
export const quietLogger = new Logger(() => () => {})

/** The library's lines, at most as loud as a warning: whoever registers a task says what its failures mean. */
export function loggerOver(log: Log): Logger {
  return new Logger(() => (level, message) => {
    log[level === 'error' || level === 'warning' ? 'warn' : 'debug']({ from: 'jobs' }, message)
  })
}
