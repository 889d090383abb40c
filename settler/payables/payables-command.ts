import { InvalidArgumentError } from 'commander'
import { CommandError, settingsOf } from '../../common/command.ts'
import { openDatabase } from '../../common/database/open.ts'
import { openPool } from '../../common/database/pool.ts'
import { dayOf, isDay } from '../../common/day.ts'
import { openLog } from '../../common/log.ts'
import { payDue } from './pay-due.ts'

export interface PayablesCommandOptions {
  settings?: string
  /** YYYY-MM-DD */
  date?: string
}

const CONNECTIONS_MAX = 2

/**
 * Queues the payouts of all that is due, tells how far it is, and returns when all of it is queued. Throws a CommandError when something is
 * left, or it was broken off.
 */
export async function payablesCommand(options: PayablesCommandOptions): Promise<void> {
  const settings = settingsOf(options)
  const until = options.date ?? dayOf(new Date())
  const database = await openDatabase(settings, openLog('settler', settings.logLevel))
  const pool = openPool({
    ...database,
    connectionsMax: CONNECTIONS_MAX,
    applicationName: 'walletmesh settler payables',
    transactionTimeoutMs: Math.floor(settings.lease.ttl / 3),
  })
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  process.once('SIGTERM', stop).once('SIGINT', stop)
  const progress = progressOn(process.stdout)
  try {
    const { queued, left } = await payDue({ pool, until, signal: stopping.signal, onProgress: progress.tell })
    progress.end()
    process.stdout.write(`queued ${queued} payouts of what is due on ${until} or before\n`)
    if (left > 0) {
      throw new CommandError(`${left} payables are due and not queued: their charges are not applied yet, try again`)
    }
  } catch (error) {
    progress.end()
    if (stopping.signal.aborted) throw new CommandError('broken off: run it again for the rest')
    throw error
  } finally {
    await pool.end()
    await database.leave()
  }
}

/** Reads a day such as 2026-12-24. */
export function day(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError('write a day such as 2026-12-24.')
  return text
}

/** One line that changes on a terminal, a line for each batch elsewhere. */
function progressOn(stream: NodeJS.WriteStream) {
  let isOpen = false
  return {
    tell(queued: number, due: number) {
      const text = `${queued} of ${due} payouts queued`
      stream.write(stream.isTTY ? `\r${text}` : `${text}\n`)
      isOpen = stream.isTTY
    },
    end() {
      if (isOpen) stream.write('\n')
      isOpen = false
    },
  }
}
