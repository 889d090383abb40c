import { lstat, readdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Log } from '../log.ts'
import { findBinaries } from './binaries.ts'
import { tryHold } from './file-lock.ts'
import { exists, type Folder, prepareFolder, removeFolder } from './folder.ts'
import { stopServer } from './server.ts'

/** To be asked by the holder of the turn, when it is not a member itself. */
export function isUsed({ membersLock }: Folder): boolean {
  const alone = tryHold(membersLock)
  alone?.release()
  return alone === undefined
}

/** What the last to leave does, holding the turn. */
export async function closeDown(folder: Folder, log: Pick<Log, 'info'>): Promise<void> {
  await stopServer(folder, await findBinaries(folder.user))
  log.info({ folder: folder.home }, 'stopped the embedded PostgreSQL')
  if (await exists(folder.ephemeral)) await removeFolder(folder)
}

/**
 * Does it for the ephemeral servers beside a data folder whose members were all killed: nobody else comes back to
 * their folders. What cannot be swept is left alone.
 */
export async function sweepOrphans(dataFolder: string, log: Pick<Log, 'info'>): Promise<void> {
  const parent = dirname(resolve(dataFolder))
  for (const entry of await readdir(parent, { withFileTypes: true })) {
    const beside = join(parent, entry.name)
    if (!entry.isDirectory() || beside === resolve(dataFolder) || !(await isOurEphemeral(beside))) continue
    await sweep(beside, log).catch(() => {})
  }
}

async function sweep(dataFolder: string, log: Pick<Log, 'info'>): Promise<void> {
  const folder = await prepareFolder(dataFolder)
  const turn = tryHold(folder.turnLock)
  try {
    if (turn !== undefined && !isUsed(folder) && (await exists(folder.ephemeral))) await closeDown(folder, log)
  } finally {
    turn?.release()
  }
}

/** In a temporary folder that everybody writes to, another user could lay out a link for us to remove what it names. */
async function isOurEphemeral(dataFolder: string): Promise<boolean> {
  const us = process.geteuid?.()
  try {
    const [outer, home] = await Promise.all([lstat(dataFolder), lstat(join(dataFolder, 'postgres'))])
    const marker = await lstat(join(dataFolder, 'postgres', 'ephemeral'))
    const writableByOthers = ((outer.mode | home.mode) & 0o002) !== 0
    return [outer, home, marker].every(({ uid }) => uid === us) && home.isDirectory() && !writableByOthers
  } catch {
    return false
  }
}
