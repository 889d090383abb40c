import { joinEmbedded } from '../embedded/embedded.ts'
import type { Log } from '../log.ts'
import type { Settings } from '../settings/settings.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import { assertServerUsable, DatabaseError } from './pool.ts'

/** The mesh's database, reachable and migrated. */
export interface Database {
  dsn: string
  schemaName: string
  /** Lets go of it: the last process to leave an embedded server stops it. */
  leave(): Promise<void>
}

/**
 * Finds the database that the settings name, or starts or joins the embedded one, and brings its schema up to date.
 * Throws a DatabaseError or an EmbeddedError of one line.
 */
export async function openDatabase(settings: Settings, log: Log): Promise<Database> {
  const { schemaName } = settings
  const server =
    settings.dsn === ''
      ? await joinEmbedded({ dataFolder: settings.data, port: settings.embeddedPort, log })
      : { dsn: settings.dsn, leave: async () => {} }
  try {
    await assertServerUsable(server.dsn)
    if (settings.autoMigrate) {
      const applied = await migrate({ dsn: server.dsn, schemaName })
      for (const name of applied) log.info({ migration: name }, 'migrated')
    } else {
      const pending = await pendingMigrations({ dsn: server.dsn, schemaName })
      if (pending.length > 0) {
        throw new DatabaseError(`the database lacks the migration ${pending[0]}: run \`walletmesh migrate\` first`)
      }
    }
  } catch (error) {
    await server.leave()
    throw error
  }
  return { dsn: server.dsn, schemaName, leave: () => server.leave() }
}
