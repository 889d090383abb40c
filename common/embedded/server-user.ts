import { stat } from 'node:fs/promises'
import { EmbeddedError, errorCode } from './embedded-error.ts'
import { run } from './run.ts'

/** The system user that the server runs as when we are root, which PostgreSQL refuses to run as. */
export interface ServerUser {
  uid: number
  gid: number
}

const SYSTEM_USERS = ['postgres', 'walletmesh']

/**
 * Who runs the server of a cluster: undefined for ourselves. As root it is the owner of the cluster, or for a new one
 * the system user `postgres`, or `walletmesh`, which is made when there is neither.
 * Throws EmbeddedError when the cluster is another user's, or when no system user can be had.
 */
export async function serverUserOf(clusterFolder: string): Promise<ServerUser | undefined> {
  const us = process.geteuid?.()
  const owner = await ownerOf(clusterFolder)
  if (us !== 0) {
    if (owner === undefined || owner.uid === us) return undefined
    throw new EmbeddedError(`${clusterFolder} belongs to the user with id ${owner.uid}: run as that user, or as root`)
  }
  if (owner?.uid === 0) {
    throw new EmbeddedError(
      `${clusterFolder} belongs to root, as which PostgreSQL does not run: chown -R it to its user`,
    )
  }
  return owner ?? (await systemUser())
}

async function ownerOf(folder: string): Promise<ServerUser | undefined> {
  try {
    const { uid, gid } = await stat(folder)
    return { uid, gid }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

async function systemUser(): Promise<ServerUser> {
  for (const name of SYSTEM_USERS) {
    const user = await lookUp(name)
    if (user !== undefined) return user
  }
  const made = await run(
    'useradd',
    ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'walletmesh'],
    AS_ROOT,
  )
    .then(() => lookUp('walletmesh'))
    .catch(() => undefined)
  if (made !== undefined) return made
  throw new EmbeddedError(
    'PostgreSQL does not run as root and there is no system user for it: run as an ordinary user, or make one named postgres',
  )
}

async function lookUp(name: string): Promise<ServerUser | undefined> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name], AS_ROOT), run('id', ['-g', name], AS_ROOT)])
  if (uid.exitCode !== 0 || gid.exitCode !== 0) return undefined
  return { uid: Number(uid.output.trim()), gid: Number(gid.output.trim()) }
}

const AS_ROOT = { user: undefined, cwd: '/' }
