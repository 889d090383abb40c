import type { Command } from 'commander'
import { command } from '../../common/command.ts'
import { openDatabase } from '../../common/database/open.ts'
import { openLog } from '../../common/log.ts'
import { type DataOptions, dataOption, settingsIn } from '../data-option.ts'
import { reportText } from './print.ts'
import { verifyLedger } from './verify.ts'

/** Exit code when a row is wrong. */
const WRONG = 1

export function verifyCommand(): Command {
  return command('verify', 'Proves the ledger: hashes, sums, balances; exit code 1 names the first row that is wrong.')
    .addOption(dataOption())
    .action(run)
}

async function run(_options: unknown, self: Command): Promise<void> {
  const settings = settingsIn(self.optsWithGlobals<DataOptions>())
  // A proof changes nothing, so it does not migrate either. It starts the embedded PostgreSQL when none runs.
  const database = await openDatabase({ ...settings, autoMigrate: false }, openLog('walletmesh', 'warn'))
  try {
    const { dsn, schemaName } = database
    const onProgress = process.stderr.isTTY ? (what: string) => process.stderr.write(`${what}\n`) : () => {}
    const report = await verifyLedger({ dsn, schemaName, onProgress })
    if (report.ok) process.stdout.write(reportText(report))
    else {
      process.stderr.write(reportText(report))
      process.exitCode = WRONG
    }
  } finally {
    await database.leave()
  }
}
