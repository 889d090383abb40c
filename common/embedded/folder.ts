import { randomBytes } from 'node:crypto'
import { access, chmod, chown, constants, mkdir, realpath, rename, rm, rmdir, stat, symlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { EmbeddedError, errorCode } from './embedded-error.ts'
import { run } from './run.ts'
import type { ServerUser } from './server-user.ts'
import { serverUserOf } from './server-user.ts'

/** Where everything of one embedded PostgreSQL lies. All of it is in `home`. */
export interface Folder {
  /** The data folder that the user named. */
  dataFolder: string
  home: string
  /** What Postgres calls its data directory. */
  cluster: string
  logs: string
  /** Rewritten at each start. */
  conf: string
  /** The passwords, in the form that psql reads. */
  passwords: string
  /** The port of the last start. */
  port: string
  /** The name of the machine of the last start. */
  host: string
  /** There when all of it goes with the last member. */
  ephemeral: string
  /** Locked by the one process that starts, stops or joins just now. */
  turnLock: string
  /** Locked, shared, by every process that uses the server. */
  membersLock: string
  /** Who runs the server; undefined for ourselves. */
  user: ServerUser | undefined
}

/** Makes what is missing of the folder, so that the user who runs the server can reach it. Safe to call at any time. */
export async function prepareFolder(dataFolder: string): Promise<Folder> {
  const wanted = resolve(dataFolder)
  const link = join(wanted, 'postgres')
  await mkdir(wanted, { recursive: true })
  const user = await serverUserOf(join(link, 'cluster'))
  if (!(await exists(link))) await makeHome(link, wanted, user)
  const home = await realpath(link)
  await access(home, constants.R_OK | constants.W_OK | constants.X_OK)
  if (user !== undefined) await letIn(user, home)
  const folder = folderAt(home, wanted, user)
  await makeFor(user, folder.logs)
  for (const path of [folder.turnLock, folder.membersLock, folder.passwords]) {
    if (await exists(path)) await access(path, constants.R_OK | constants.W_OK)
  }
  return folder
}

/** @param home where the files are, which may be elsewhere than in the data folder */
export function folderAt(home: string, dataFolder: string, user: ServerUser | undefined): Folder {
  return {
    dataFolder,
    home,
    cluster: join(home, 'cluster'),
    logs: join(home, 'log'),
    conf: join(home, 'walletmesh.conf'),
    passwords: join(home, 'pgpass'),
    port: join(home, 'port'),
    host: join(home, 'host'),
    ephemeral: join(home, 'ephemeral'),
    turnLock: join(home, 'turn.lock'),
    membersLock: join(home, 'members.lock'),
    user,
  }
}

/** Makes a folder that belongs to the user of the server alone. */
export async function makeFor(user: ServerUser | undefined, folder: string): Promise<void> {
  await ignoreExisting(mkdir(folder, { mode: 0o700 }))
  if (user !== undefined) await chown(folder, user.uid, user.gid)
}

/** Whether the user of the server can enter the folder: each folder above it counts too. */
export async function canReach(user: ServerUser | undefined, path: string): Promise<boolean> {
  if (user === undefined) return true
  const { exitCode } = await run('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { user, cwd: '/' })
  return exitCode === 0
}

/** The folder for what root must keep outside its own folders, because the user of the server cannot reach those. */
export async function sharedFolder(): Promise<string> {
  await mkdir(SHARED_FOLDER, { recursive: true })
  await chmod(SHARED_FOLDER, 0o755)
  return SHARED_FOLDER
}

const SHARED_FOLDER = '/var/lib/walletmesh'

async function makeHome(link: string, dataFolder: string, user: ServerUser | undefined): Promise<void> {
  if (user === undefined) return ignoreExisting(mkdir(link, { mode: 0o700 }))
  if (await canReach(user, dirname(dataFolder))) await letThrough(dataFolder)
  if (await canReach(user, dataFolder)) {
    return ignoreExisting(mkdir(link, { mode: 0o700 }))
  }
  // A data folder below /root is closed to everybody but root: keep the files elsewhere, with a link to them.
  const elsewhere = join(await sharedFolder(), `${basename(dataFolder)}-${randomBytes(4).toString('hex')}`)
  await mkdir(elsewhere, { mode: 0o700 })
  await letIn(user, elsewhere)
  if (!(await canReach(user, elsewhere))) {
    await rmdir(elsewhere)
    throw new EmbeddedError(
      `PostgreSQL does not run as root, and the user it runs as can reach neither ${dataFolder} nor ${SHARED_FOLDER}: name a data folder that all may enter`,
    )
  }
  await symlink(elsewhere, link).catch(async (error) => {
    await rmdir(elsewhere)
    if (errorCode(error) !== 'EEXIST') throw error
  })
}

/** Root's folder stays root's; the group of the server's user passes through it. */
async function letIn({ gid }: ServerUser, folder: string): Promise<void> {
  if ((await stat(folder)).uid !== 0) return
  await chown(folder, 0, gid)
  await chmod(folder, 0o710)
}

/** A data folder made by root with mode 700, as mkdtemp makes them, lets the user of the server pass, not read. */
async function letThrough(dataFolder: string): Promise<void> {
  const { mode, uid } = await stat(dataFolder)
  if (uid === 0 && (mode & 0o001) === 0) await chmod(dataFolder, (mode & 0o7777) | 0o001)
}

/**
 * Removes everything of a stopped server, and the data folder too unless something else is in it. To be called by the
 * holder of the turn; who waits for the turn finds at once that the folder is gone.
 */
export async function removeFolder({ home, dataFolder }: Folder): Promise<void> {
  const link = join(dataFolder, 'postgres')
  const removed = `${link}.removed-${process.pid}`
  await rename(link, removed)
  // Not the same when `removed` is the link to a home elsewhere.
  if (home !== link) await rm(home, { recursive: true, force: true })
  await rm(removed, { recursive: true, force: true })
  await rmdir(dataFolder).catch((error) => {
    const code = errorCode(error)
    if (code !== 'ENOTEMPTY' && code !== 'ENOENT') throw error
  })
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

async function ignoreExisting(made: Promise<unknown>): Promise<void> {
  await made.catch((error) => {
    if (errorCode(error) !== 'EEXIST') throw error
  })
}
