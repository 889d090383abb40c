import type { Command } from 'commander'
import { command } from '../../common/command.ts'
import { installationId } from '../../common/database/installation.ts'
import { type Database, openDatabase } from '../../common/database/open.ts'
import { openPool } from '../../common/database/pool.ts'
import { openLog } from '../../common/log.ts'
import { keysOf } from '../../common/redis/keys.ts'
import { openRedis } from '../../common/redis/redis.ts'
import { type DataOptions, dataOption, settingsIn } from '../data-option.ts'
import { type CacheReport, verifyCache } from './cache/verify-cache.ts'
import { cacheText, reportText } from './print.ts'
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
    print(reportText(report), report.ok)
    if (settings.redis.url === '') return
    onProgress('what Redis has is as in the ledger')
    const cache = await compareWithRedis(settings.redis.url, database)
    print(cacheText(cache), cache.wrong === null)
  } finally {
    await database.leave()
  }
}

async function compareWithRedis(url: string, { dsn, schemaName }: Database): Promise<CacheReport> {
  const pool = openPool({ dsn, schemaName, connectionsMax: 1, applicationName: 'walletmesh verify' })
  try {
    const keys = keysOf({ schemaName, id: await installationId(pool) })
    const redis = await openRedis({ url, keys, log: openLog('walletmesh', 'silent') })
    try {
      return await verifyCache({ redis: redis.client, keys, pool })
    } finally {
      redis.close()
    }
  } finally {
    await pool.end()
  }
}

function print(text: string, isRight: boolean): void {
  if (isRight) process.stdout.write(text)
  else {
    process.stderr.write(text)
    process.exitCode = WRONG
  }
}
