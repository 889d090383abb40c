import type { Client, Pool } from '../database/pool.ts'

/** A sort of job. Whoever enqueues one needs only this of it. */
export interface Task<Payload extends object> {
  /** Kept in the database with each job. */
  name: string
  /** Failures after which a job is given up; 1 at least. */
  attemptsMax: number
  /** Only for its type. */
  readonly payload?: Payload
}

export interface NewJob<Payload extends object> {
  payload: Payload
  /** Of several jobs with one key, one waits: the newest. 1 to 512 characters. */
  key: string
  /** It waits for so long at least. */
  delayMs?: number
}

const ENQUEUE = `select enqueue_jobs($1, array[$2::json], array[$3::text], $4, now() + $5::float8 * interval '1 ms')`

/** Adds a job in the caller's transaction, in a session of the mesh's schema: it runs once that is committed, or never. */
export async function enqueue<Payload extends object>(
  client: Client | Pool,
  { name, attemptsMax }: Task<Payload>,
  { payload, key, delayMs = 0 }: NewJob<Payload>,
): Promise<void> {
  await client.query(ENQUEUE, [name, JSON.stringify(payload), key, attemptsMax, delayMs])
}
