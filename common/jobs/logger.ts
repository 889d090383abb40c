import { Logger } from 'graphile-worker'
import type { Log } from '../log.ts'

/** For what a person asks for on a terminal. */
export const quietLogger = new Logger(() => () => {})

/** The library's lines for whoever debugs: of jobs that fail, and of a worker that ends, it is told here once and in other words. */
export function loggerOver(log: Log): Logger {
  return new Logger(() => (level, message) => {
    log.debug({ from: 'graphile-worker', level }, message)
  })
}
