import { access, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { dsnOf, readPasswords } from './access.ts'
import { errorCode, explain } from './embedded-error.ts'
import { folderAt } from './folder.ts'
import { settledState } from './server.ts'

/**
 * The dsn of the PostgreSQL server that runs in a data folder, as the role `walletmesh`; undefined when none does.
 * Changes nothing there. The caller does not become a member: the server may stop under it at any time.
 * Throws EmbeddedError when the folder cannot be read.
 */
export async function findRunning(dataFolder: string): Promise<string | undefined> {
  try {
    const home = await realpath(join(resolve(dataFolder), 'postgres'))
    const folder = folderAt(home, resolve(dataFolder), undefined)
    await access(folder.cluster)
    const passwords = await readPasswords(folder.passwords)
    const state = await settledState(folder, passwords)
    return state.is === 'ready' ? dsnOf('walletmesh', passwords, state.port) : undefined
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw explain(error, dataFolder)
  }
}
