import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../common/database/migrate.ts'
import { joinEmbedded } from '../common/embedded/embedded.ts'
import { openLog } from '../common/log.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A dsn whose role may create databases, one of the superuser, and the migrated database to clone. */
    postgres: { dsn: string; adminDsn: string; template: string }
  }
}

const TEMPLATE = 'migrated'

/** One real server for the whole run, thrown away at its end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'walletmesh-test-'))
  const server = await joinEmbedded({ dataFolder, port: 0, ephemeral: true, log: openLog('test', 'warn') })
  const client = new pg.Client({ connectionString: server.dsn })
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  const template = new URL(server.dsn)
  template.pathname = TEMPLATE
  await migrate({ dsn: template.href, schemaName: 'walletmesh' })
  project.provide('postgres', { dsn: server.dsn, adminDsn: server.adminDsn, template: TEMPLATE })
  return () => server.leave()
}
