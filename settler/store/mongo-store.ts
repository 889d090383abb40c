import { MongoClient } from 'mongodb'
import type { Log } from '../../common/log.ts'
import { mongoBackend } from './mongo/backend.ts'
import { openCollections } from './mongo/collections.ts'
import { type SnapshotStore, SnapshotStoreError } from './snapshot-store.ts'
import { storeOver } from './store-over.ts'

/** How long to look for a server that takes writes, at start and in each call. */
const SELECTION_TIMEOUT_MS = 3_000
/** Opening takes no longer, names that cannot be resolved included. */
const CONNECT_TIMEOUT_MS = 4_500
/** A server that is paused or cut off in the middle of an answer. */
const SOCKET_TIMEOUT_MS = 30_000

export interface MongoStoreOptions {
  /** As MongoDB takes it, with options and several hosts; it may hold a password. */
  url: string
  database: string
  log: Log
}

/**
 * Keeps snapshots in MongoDB, or a server that speaks its protocol.
 * Throws SnapshotStoreError, in less than five seconds where no server answers.
 */
export async function openMongoSnapshotStore({ url, database, log }: MongoStoreOptions): Promise<SnapshotStore> {
  let client: MongoClient | undefined
  try {
    client = new MongoClient(url, {
      appName: 'walletmesh',
      serverSelectionTimeoutMS: SELECTION_TIMEOUT_MS,
      connectTimeoutMS: SELECTION_TIMEOUT_MS,
      waitQueueTimeoutMS: SELECTION_TIMEOUT_MS,
      socketTimeoutMS: SOCKET_TIMEOUT_MS,
    })
    await within(CONNECT_TIMEOUT_MS, client.db(database).command({ ping: 1 }))
    return storeOver(mongoBackend(client, await openCollections(client.db(database), log)))
  } catch (error) {
    client?.close().catch(() => {})
    throw new SnapshotStoreError(explain(url, database, error))
  }
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer in ${timeoutMs / 1000} s`)), timeoutMs)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Everything from the scheme to the last @ names the user: a password may have one, wrongly. */
const USER = /(?<=:\/\/)(?<user>[^:]*):?(?<password>.*)@/s

/** The message of a fault can hold parts of the URL. */
function explain(url: string, database: string, error: unknown): string {
  const place = url.replace(USER, '$<user>@').replace(/\?.*/s, '')
  const reason = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ')
  const password = USER.exec(url)?.groups?.password ?? ''
  const safe = password === '' ? reason : reason.replaceAll(password, '***').replaceAll(decoded(password), '***')
  return `cannot use database ${database} of the MongoDB at ${place}: ${safe}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
