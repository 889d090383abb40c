import { appendFile, chmod, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Passwords } from './access.ts'
import { newPasswords, storePasswords } from './access.ts'
import type { Binaries } from './binaries.ts'
import { CONF, HBA, INCLUDES } from './conf.ts'
import { EmbeddedError } from './embedded-error.ts'
import type { Folder } from './folder.ts'
import { makeFor } from './folder.ts'
import { run } from './run.ts'

const UNFINISHED = 'unfinished-'

/**
 * Makes the cluster with its two roles and the database. It gets its name when it is complete: what a crash leaves
 * half made is thrown away by the next attempt. To be called by the holder of the turn.
 */
export async function createCluster(folder: Folder, binaries: Binaries): Promise<void> {
  for (const name of await readdir(folder.home)) {
    if (name.startsWith(UNFINISHED)) await rm(join(folder.home, name), { recursive: true, force: true })
  }
  const passwords = newPasswords()
  await storePasswords(folder.passwords, passwords)
  await writeConf(folder)
  const unfinished = await mkdtemp(join(folder.home, UNFINISHED))
  await makeFor(folder.user, unfinished)
  await initdb(unfinished, folder, binaries)
  await writeFile(join(unfinished, 'pg_hba.conf'), HBA)
  await appendFile(join(unfinished, 'postgresql.conf'), INCLUDES)
  await createRoles(unfinished, passwords, folder, binaries)
  await rename(unfinished, folder.cluster)
}

/** Brings the settings up to date with this version of walletmesh. */
export async function writeConf({ conf }: Folder): Promise<void> {
  await writeFile(conf, CONF)
  // The server's user reads it too, whatever our umask.
  await chmod(conf, 0o644)
}

/** Throws EmbeddedError when the cluster was made by another major version of Postgres. */
export async function checkVersion({ cluster }: Folder, { majorVersion }: Binaries): Promise<void> {
  const version = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
  if (version === String(majorVersion)) return
  throw new EmbeddedError(
    `${cluster} was made by PostgreSQL ${version}, this is PostgreSQL ${majorVersion}: see "Another version" in docs/embedded-postgres.md`,
  )
}

async function initdb(cluster: string, { user, home }: Folder, binaries: Binaries): Promise<void> {
  // Nobody can connect until pg_hba.conf is replaced, so there is no moment without a password.
  const args = ['--pgdata', cluster, '--username=postgres', '--auth=reject', '--encoding=UTF8', '--locale=C']
  // The collation of the server itself: the same on every machine, and compared by bytes, which is fastest.
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums')
  const { exitCode, output } = await run(binaries.initdb, args, { user, cwd: home })
  if (exitCode === 0) return
  const reason = /(?:error|FATAL|PANIC): +(.*)/.exec(output)?.[1] ?? output.trim().split('\n').at(-1)
  throw new EmbeddedError(`initdb could not make ${cluster}: ${reason || `exit code ${exitCode ?? 'none'}`}`)
}

/** In single-user mode, so that the roles are there before anybody can connect. */
async function createRoles(cluster: string, passwords: Passwords, { user, home }: Folder, { postgres }: Binaries) {
  const input = [
    `ALTER ROLE postgres PASSWORD '${passwords.postgres}'`,
    `CREATE ROLE walletmesh LOGIN CREATEDB PASSWORD '${passwords.walletmesh}'`,
    'CREATE DATABASE walletmesh OWNER walletmesh',
  ]
  const args = [
    '--single',
    '-D',
    cluster,
    '-c',
    'log_min_messages=error',
    '-c',
    'log_min_error_statement=panic',
    'postgres',
  ]
  const { exitCode, output } = await run(postgres, args, { user, cwd: home, input: `${input.join(';\n')};\n` })
  // This mode goes on after an error and exits with 0.
  const reason = /(?:ERROR|FATAL|PANIC): +(.*)/.exec(output)?.[1]
  if (exitCode === 0 && reason === undefined) return
  throw new EmbeddedError(`the roles of ${cluster} could not be made: ${reason ?? `exit code ${exitCode ?? 'none'}`}`)
}
