import type { Command } from 'commander'
import { command } from '../../common/command.ts'
import { type DataOptions, dataOption, settingsIn } from '../data-option.ts'
import { findDatabase } from '../find-database.ts'
import { statusJson, statusText } from './print.ts'
import { readStatus, unattended } from './status.ts'

/** Exit code when a group has queued work and no holder. */
const ALARM = 3

export function statusCommand(): Command {
  return command('status', 'Shows groups, op-processors and what waits; exit code 3 when work waits that nobody does.')
    .addOption(dataOption())
    .option('--json', 'print it as JSON')
    .action(run)
}

async function run(_options: unknown, self: Command): Promise<void> {
  const options = self.optsWithGlobals<DataOptions & { json?: boolean }>()
  const settings = settingsIn(options)
  const pool = await findDatabase(settings)
  try {
    const status = await readStatus(pool, settings.walletBalancerDelay)
    process.stdout.write(options.json ? statusJson(status) : statusText(status))
    if (unattended(status).length > 0) process.exitCode = ALARM
  } finally {
    await pool.end()
  }
}
