import type { Command } from 'commander'
import { command } from '../../common/command.ts'
import type { Pool } from '../../common/database/pool.ts'
import { lookAfterMonths, type MonthsDone, planMonths } from '../../common/months/months.ts'
import { readMonths } from '../../common/months/sql/month-table.ts'
import type { Settings } from '../../common/settings/settings.ts'
import { type DataOptions, dataOption, settingsIn } from '../data-option.ts'
import { findDatabase } from '../find-database.ts'
import { doneText, monthsText } from './print.ts'

/** Exit code when another process is at it. */
const BUSY = 1

export function monthsCommand(): Command {
  return command(
    'months',
    'Makes the months ahead, sums up hours, detaches old months as the settings say, and lists all.',
  )
    .addOption(dataOption())
    .option('--dry-run', 'only say what would be done')
    .action(run)
}

async function run(_options: unknown, self: Command): Promise<void> {
  const options = self.optsWithGlobals<DataOptions & { dryRun?: boolean }>()
  const settings = settingsIn(options)
  const pool = await findDatabase(settings)
  try {
    const done = options.dryRun ? await plan(pool, settings) : await lookAfter(pool, settings)
    if (done === undefined) {
      process.stderr.write('walletmesh: another process looks after the months at present\n')
      process.exitCode = BUSY
      return
    }
    const months = await onSession(pool, readMonths)
    process.stdout.write(`${monthsText(months)}${doneText(done, options.dryRun === true)}`)
  } finally {
    await pool.end()
  }
}

/** Ended by Ctrl-C between two transactions; what was done until then stays. */
async function lookAfter(pool: Pool, { ledger }: Settings): Promise<MonthsDone | undefined> {
  const interrupted = new AbortController()
  const onSignal = () => interrupted.abort(new Error('interrupted'))
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)
  try {
    return await lookAfterMonths(pool, ledger, interrupted.signal)
  } finally {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
}

async function plan(pool: Pool, { ledger }: Settings): Promise<MonthsDone> {
  return onSession(pool, (client) => planMonths(client, ledger))
}

async function onSession<T>(pool: Pool, work: (client: Parameters<typeof readMonths>[0]) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}
