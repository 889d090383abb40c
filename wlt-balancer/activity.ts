import { addAbortSignal } from 'node:stream'
import { to as copyTo } from 'pg-copy-streams'
import type { Client } from '../common/database/pool.ts'
import { activityQuery } from './sql/activity.ts'

/** All wallets at one instant, by index, in order of id. No object per wallet: ten million of them take 160 MB. */
export interface Activity {
  /** Wallet ids; exact up to 2^53. */
  readonly ids: Float64Array
  readonly groups: Uint32Array
  /** Operations that the wallet had part in during the window. */
  readonly operations: Uint32Array
}

// The counts of a million wallets are grouped and sorted in memory; more than that spills to the server's disk.
const WORK_MEM = '128MB'

/**
 * Counts the operations that ended in the last `windowMs`, by the database's clock, for every wallet. Takes no locks.
 * When it is aborted, or fails, the session is of no more use.
 */
export async function countActivity(client: Client, windowMs: number, signal: AbortSignal): Promise<Activity> {
  signal.throwIfAborted()
  await client.query('begin isolation level repeatable read, read only')
  await client.query(`set local work_mem = '${WORK_MEM}'`)
  const rows = client.query(copyTo(activityQuery(windowMs)))
  addAbortSignal(signal, rows)
  const parser = new ActivityParser()
  for await (const chunk of rows) parser.push(chunk)
  await client.query('commit')
  return parser.activity()
}

const TAB = 9
const NEWLINE = 10
const ZERO = 48
const FIELDS = 3
const FIRST_CAPACITY = 1 << 16

/** Reads what COPY sends, whole numbers in text, into arrays that grow. Chunks may end anywhere. */
export class ActivityParser {
  #ids = new Float64Array(FIRST_CAPACITY)
  #groups = new Uint32Array(FIRST_CAPACITY)
  #operations = new Uint32Array(FIRST_CAPACITY)
  readonly #row = new Float64Array(FIELDS)
  #count = 0
  #field = 0
  #value = 0

  push(chunk: Uint8Array): void {
    for (let i = 0; i < chunk.length; i += 1) {
      const byte = chunk[i] as number
      const digit = byte - ZERO
      if (digit >= 0 && digit <= 9) {
        this.#value = this.#value * 10 + digit
      } else if (byte === TAB || byte === NEWLINE) {
        this.#row[this.#field] = this.#value
        this.#field += 1
        this.#value = 0
        if (byte === NEWLINE) this.#endRow()
      } else {
        throw new Error(`byte ${byte} in a row of counts`)
      }
    }
  }

  activity(): Activity {
    return {
      ids: this.#ids.subarray(0, this.#count),
      groups: this.#groups.subarray(0, this.#count),
      operations: this.#operations.subarray(0, this.#count),
    }
  }

  #endRow(): void {
    if (this.#field !== FIELDS) throw new Error(`a row of counts has ${this.#field} fields`)
    if (this.#count === this.#ids.length) this.#grow()
    this.#ids[this.#count] = this.#row[0] as number
    this.#groups[this.#count] = this.#row[1] as number
    this.#operations[this.#count] = this.#row[2] as number
    this.#count += 1
    this.#field = 0
  }

  #grow(): void {
    const capacity = this.#count * 2
    const ids = new Float64Array(capacity)
    const groups = new Uint32Array(capacity)
    const operations = new Uint32Array(capacity)
    ids.set(this.#ids)
    groups.set(this.#groups)
    operations.set(this.#operations)
    this.#ids = ids
    this.#groups = groups
    this.#operations = operations
  }
}
