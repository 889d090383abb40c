import { CommandError } from '../common/command.ts'
import { pendingMigrations } from '../common/database/migrate.ts'
import { assertServerUsable, openPool, type Pool } from '../common/database/pool.ts'
import { findRunning } from '../common/embedded/running.ts'
import type { Settings } from '../common/settings/settings.ts'

/**
 * The database of a mesh that runs already; no server is started, and nothing in it is changed.
 * Throws a CommandError or DatabaseError of one line when there is none, or when its schema is of another version.
 */
export async function findDatabase(settings: Settings): Promise<Pool> {
  const { schemaName } = settings
  const dsn = settings.dsn === '' ? await runningIn(settings.data) : settings.dsn
  await assertServerUsable(dsn)
  const [missing] = await pendingMigrations({ dsn, schemaName })
  if (missing !== undefined) {
    throw new CommandError(`the database lacks the migration ${missing}: run \`walletmesh migrate\` first`)
  }
  return openPool({ dsn, schemaName, connectionsMax: 1, applicationName: 'walletmesh' })
}

async function runningIn(dataFolder: string): Promise<string> {
  const dsn = await findRunning(dataFolder)
  if (dsn !== undefined) return dsn
  throw new CommandError(
    `no mesh runs here: no PostgreSQL runs in ${dataFolder} (start one with walletmesh up, or name its folder with --data)`,
  )
}
