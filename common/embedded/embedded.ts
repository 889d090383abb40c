import { readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import type { Log } from '../log.ts'
import { dsnOf, readPasswords } from './access.ts'
import { findBinaries } from './binaries.ts'
import { checkVersion, createCluster, writeConf } from './cluster.ts'
import { EmbeddedError, errorCode, explain } from './embedded-error.ts'
import { type FileLock, hold, type PatientOptions, tryShare } from './file-lock.ts'
import { exists, type Folder, prepareFolder } from './folder.ts'
import { keepRunning } from './keeper.ts'
import { closeDown, isUsed, sweepOrphans } from './last-member.ts'
import { choosePort, portTaken, rememberedPort, rememberPort } from './port.ts'
import { settledState, startServer } from './server.ts'

export { EmbeddedError } from './embedded-error.ts'

export interface EmbeddedOptions {
  /** Made when it is not there. Everything lies in its subfolder `postgres`. */
  dataFolder: string
  /** Port on 127.0.0.1; 0 takes a free one and keeps to it from then on. Counts only for who starts the server. */
  port: number
  log: Pick<Log, 'info' | 'warn'>
  /** Everything goes with the last member. Refused for a folder whose data is kept. */
  ephemeral?: boolean
  /** Gives up waiting for other processes. */
  signal?: AbortSignal | undefined
}

export interface Embedded {
  /** As the role `walletmesh`, which owns the database of that name and may create others. */
  dsn: string
  /** As the superuser `postgres`, for administration alone. */
  adminDsn: string
  port: number
  /** Stops the server when nobody else uses it. May be called twice. */
  leave(): Promise<void>
}

/**
 * Joins the PostgreSQL server of a data folder, and starts it when it does not run; the last to leave stops it. Any
 * number of processes may do so at once. The server outlives who started it, and who was killed counts no longer.
 * Throws EmbeddedError, of one line.
 */
export async function joinEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  try {
    const { folder, turn } = await takeTurn(options)
    try {
      return await join(folder, options)
    } finally {
      turn.release()
    }
  } catch (error) {
    throw explain(error, options.dataFolder)
  }
}

/** The caller holds the turn. */
async function join(folder: Folder, options: EmbeddedOptions): Promise<Embedded> {
  const othersUseIt = isUsed(folder)
  const membership = tryShare(folder.membersLock)
  if (membership === undefined) throw new EmbeddedError(`${folder.membersLock} is locked by another program`)
  try {
    await ensureCluster(folder, options)
    const passwords = await readPasswords(folder.passwords)
    const state = await settledState(folder, passwords, options.signal)
    const port = state.is === 'ready' ? state.port : await start(folder, othersUseIt, options)
    if (options.port !== 0 && options.port !== port) {
      options.log.warn(`the embedded PostgreSQL runs already, on port ${port} instead of ${options.port}`)
    }
    const server = { dsn: dsnOf('walletmesh', passwords, port), adminDsn: dsnOf('postgres', passwords, port), port }
    return member(folder, membership, server, options)
  } catch (error) {
    membership.release()
    // The first error is the one to tell.
    if (!isUsed(folder) && (await exists(folder.ephemeral))) await closeDown(folder, options.log).catch(() => {})
    throw error
  }
}

/** Waits until no other process starts, stops or joins. */
async function takeTurn(options: EmbeddedOptions): Promise<{ folder: Folder; turn: FileLock }> {
  for (let attempt = 1; attempt <= PREPARE_ATTEMPTS_MAX; attempt++) {
    try {
      const folder = await prepareFolder(options.dataFolder)
      const turn = await hold(folder.turnLock, patience(options))
      if (turn !== undefined) return { folder, turn }
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error
    }
    // The folder went with its last member just now: make it again.
  }
  throw new EmbeddedError(`the data folder ${options.dataFolder} is removed as often as it is made`)
}

const PREPARE_ATTEMPTS_MAX = 20

function patience({ dataFolder, log, signal }: Pick<EmbeddedOptions, 'dataFolder' | 'log' | 'signal'>): PatientOptions {
  const onWait = () => log.info({ dataFolder }, 'another process starts or stops the embedded PostgreSQL: waiting')
  return { onWait, signal }
}

async function ensureCluster(folder: Folder, { dataFolder, log, ephemeral }: EmbeddedOptions): Promise<void> {
  if (await exists(folder.cluster)) {
    if (ephemeral !== true || (await exists(folder.ephemeral))) return
    throw new EmbeddedError(`the data of ${dataFolder} is kept: name another folder for data to throw away`)
  }
  log.info({ folder: folder.home }, 'making the embedded PostgreSQL')
  if (ephemeral === true) {
    await writeFile(folder.ephemeral, '')
    await sweepOrphans(dataFolder, log)
  }
  await createCluster(folder, await findBinaries(folder.user))
}

async function start(folder: Folder, othersUseIt: boolean, { port, log }: EmbeddedOptions): Promise<number> {
  if (othersUseIt) await refuseOtherMachine(folder)
  // The others hold a dsn with the port that the server had before it was killed.
  const wanted = othersUseIt ? await rememberedPort(folder) : port
  const binaries = await findBinaries(folder.user)
  await checkVersion(folder, binaries)
  await writeConf(folder)
  for (let attempt = 1; attempt <= START_ATTEMPTS_MAX; attempt++) {
    const chosen = await choosePort(folder, wanted)
    if ((await startServer(folder, binaries, chosen)) === 'started') {
      await rememberPort(folder, chosen)
      await writeFile(folder.host, hostname())
      log.info({ port: chosen, folder: folder.home }, 'started the embedded PostgreSQL')
      return chosen
    }
    if (wanted !== 0) throw await portTaken(wanted)
  }
  throw new EmbeddedError('every port tried for the embedded PostgreSQL was taken meanwhile: name one in the settings')
}

// One lost race for a port is bad luck, several are not.
const START_ATTEMPTS_MAX = 5

/** A second server on the same files would ruin them, and one in another container is not to be seen from here. */
async function refuseOtherMachine(folder: Folder): Promise<void> {
  const host = await readFile(folder.host, 'utf8').catch(() => hostname())
  if (host === hostname()) return
  throw new EmbeddedError(
    `the embedded PostgreSQL of ${folder.dataFolder} is in use on the machine ${host}: set dsn to a server of your own to share one`,
  )
}

function member(folder: Folder, membership: FileLock, server: Server, options: EmbeddedOptions): Embedded {
  const keeper = keepRunning({
    dsn: server.adminDsn,
    log: options.log,
    revive: (signal) => revive(folder, { ...options, port: server.port, signal }),
  })
  let left: Promise<void> | undefined
  return {
    ...server,
    leave() {
      left ??= keeper.stop().then(() => leave(folder, membership, options))
      return left
    },
  }
}

type Server = Pick<Embedded, 'dsn' | 'adminDsn' | 'port'>

/** On the same port, as every member has its dsn. */
async function revive(folder: Folder, options: EmbeddedOptions): Promise<void> {
  const turn = await hold(folder.turnLock, patience(options))
  if (turn === undefined) throw new EmbeddedError(`the data folder ${folder.dataFolder} was removed while in use`)
  try {
    const state = await settledState(folder, await readPasswords(folder.passwords), options.signal)
    if (state.is !== 'ready') await start(folder, false, options)
  } finally {
    turn.release()
  }
}

async function leave(folder: Folder, membership: FileLock, options: EmbeddedOptions): Promise<void> {
  try {
    const turn = await hold(folder.turnLock, patience({ ...options, signal: undefined }))
    // Somebody removed the data folder under us, and the server ends itself when it sees that.
    if (turn === undefined) return
    try {
      membership.release()
      if (!isUsed(folder)) await closeDown(folder, options.log)
    } finally {
      turn.release()
    }
  } catch (error) {
    throw explain(error, options.dataFolder)
  } finally {
    membership.release()
  }
}
