import type { Command } from 'commander'
import { command } from '../common/command.ts'
import { migrate } from '../common/database/migrate.ts'
import { assertServerUsable } from '../common/database/pool.ts'
import { joinEmbedded } from '../common/embedded/embedded.ts'
import { openLog } from '../common/log.ts'
import type { Settings } from '../common/settings/settings.ts'
import { type DataOptions, dataOption, settingsIn } from './data-option.ts'

export function migrateCommand(): Command {
  return command('migrate', 'Brings the database schema up to date.').addOption(dataOption()).action(run)
}

async function run(_options: unknown, self: Command): Promise<void> {
  const settings = settingsIn(self.optsWithGlobals<DataOptions>())
  const applied = await applyMigrations(settings)
  process.stdout.write(applied.length === 0 ? 'up to date\n' : `${applied.join('\n')}\n`)
}

/** Applies what the database lacks and returns the names. Starts the embedded PostgreSQL for it when none runs. */
async function applyMigrations(settings: Settings): Promise<string[]> {
  const { dsn, schemaName, data: dataFolder, embeddedPort: port } = settings
  if (dsn !== '') {
    await assertServerUsable(dsn)
    return migrate({ dsn, schemaName })
  }
  const embedded = await joinEmbedded({ dataFolder, port, log: openLog('walletmesh', 'warn') })
  try {
    return await migrate({ dsn: embedded.dsn, schemaName })
  } finally {
    await embedded.leave()
  }
}
