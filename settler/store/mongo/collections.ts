import { type Collection, type CollectionOptions, type Db, type Document, MongoServerError } from 'mongodb'
import type { Log } from '../../../common/log.ts'
import { LINES_PER_CHUNK } from '../snapshot-store.ts'
import type { StoredChunk, StoredDraft, StoredSnapshot } from './documents.ts'

export interface Collections {
  readonly snapshots: Collection<StoredSnapshot>
  readonly drafts: Collection<StoredDraft>
  readonly chunks: Collection<StoredChunk>
}

/** What is acknowledged outlives the loss of a member, and is what is read. */
const DURABLE: CollectionOptions = {
  writeConcern: { w: 'majority', journal: true },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
  useBigInt64: true,
}

const text = { bsonType: 'string' }
const long = { bsonType: 'long' }
const int = { bsonType: 'int' }
const id = { bsonType: 'string', pattern: '^[0-9a-f-]{36}$' }
const range = { first: long, last: long, lines: long }

const VALIDATORS: Readonly<Record<'snapshots' | 'snapshot_drafts' | 'snapshot_chunks', Document>> = {
  snapshots: object({
    _id: id,
    currency: text,
    takenAt: text,
    accounts: long,
    lines: long,
    payments: long,
    banks: listOf(
      object({
        bankId: int,
        name: text,
        bic: { bsonType: ['string', 'null'] },
        accounts: long,
        position: long,
        paid: long,
        received: long,
        paidInTransit: long,
        receivedInTransit: long,
      }),
    ),
    ledger: listOf(object({ group: int, journalSeq: long, hash: text })),
    proofs: listOf(object({ name: text, proved: { bsonType: 'bool' }, detail: text })),
    chunks: listOf(object(range)),
  }),
  snapshot_drafts: object({ _id: text, snapshotId: id, ...range }),
  snapshot_chunks: object({
    _id: text,
    snapshotId: id,
    firstWalletId: long,
    walletIds: column(long),
    bankIds: column(int),
    accounts: column(text),
    balances: column(long),
  }),
}

/**
 * Finds the collections, or makes them, with their validators. Several processes may do so at once. They need no index
 * but that of `_id`.
 * Where the server has no validators it makes them without, and warns.
 */
export async function openCollections(db: Db, log: Log): Promise<Collections> {
  let unchecked = false
  for (const [name, schema] of Object.entries(VALIDATORS)) {
    unchecked = !(await createCollection(db, name, { $jsonSchema: schema })) || unchecked
  }
  if (unchecked) log.warn('this MongoDB server has no validators: it takes documents of any shape for snapshots')
  return {
    snapshots: db.collection<StoredSnapshot>('snapshots', DURABLE),
    drafts: db.collection<StoredDraft>('snapshot_drafts', DURABLE),
    chunks: db.collection<StoredChunk>('snapshot_chunks', DURABLE),
  }
}

const NAMESPACE_EXISTS = 48
const COMMAND_NOT_SUPPORTED = 115
const NOT_IMPLEMENTED = 238

/** Returns whether the server checks the collection's documents. */
async function createCollection(db: Db, name: string, validator: Document): Promise<boolean> {
  try {
    await db.createCollection(name, { validator })
    return true
  } catch (error) {
    if (isServerError(error, NAMESPACE_EXISTS)) {
      await db.command({ collMod: name, validator, validationLevel: 'strict', validationAction: 'error' })
      return true
    }
    if (!isServerError(error, NOT_IMPLEMENTED, COMMAND_NOT_SUPPORTED)) throw error
  }
  await db.createCollection(name).catch((error) => {
    if (!isServerError(error, NAMESPACE_EXISTS)) throw error
  })
  return false
}

function isServerError(error: unknown, ...codes: number[]): boolean {
  return error instanceof MongoServerError && typeof error.code === 'number' && codes.includes(error.code)
}

/** Has these fields, all of them, and no others. */
function object(properties: Document): Document {
  return { bsonType: 'object', required: Object.keys(properties), properties, additionalProperties: false }
}

function listOf(items: Document): Document {
  return { bsonType: 'array', items }
}

function column(items: Document): Document {
  return { ...listOf(items), minItems: 1, maxItems: LINES_PER_CHUNK }
}
