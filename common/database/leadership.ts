import type { Client, Pool } from './pool.ts'

/** The right to do what one process does at a time. It is the process' for as long as its session lives. */
export interface Leadership {
  /** The session that holds it. */
  readonly client: Client
  /** Aborted when the session is lost, and the leadership with it. */
  readonly lost: AbortSignal
  /** Gives it up, with the session. */
  release(): void
}

// Lets the server notice within half a minute that the machine of who leads is gone; without, it takes two hours.
const KEEP_ALIVE = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4'

/** In the lock space of the mesh's schema, beside the topology (0), the groups (from 1 on), the months (-2 to -4) and webhooks (-6). */
const LOCKS = { balancer: -1, settler: -5 }
const TRY_LEAD = 'select pg_try_advisory_lock(hashtext(current_schema()), $1) as leads'

/** In SQL, for a session in the mesh's schema: whether one of the kind acts now. */
export function leadsInSql(kind: keyof typeof LOCKS): string {
  // Postgres shows the two halves of the key as numbers without a sign.
  const half = (key: string) => `((${key})::bigint & 4294967295)`
  return `exists (
    select from pg_locks where locktype = 'advisory' and granted and objsubid = 2
      and database = (select oid from pg_database where datname = current_database())
      and classid::bigint = ${half('hashtext(current_schema())')} and objid::bigint = ${half(String(LOCKS[kind]))})`
}

/**
 * Becomes the one of its kind that acts; undefined when another is. (It does not wait in the database: a statement that waits
 * for days would keep the server from cleaning up what was deleted since.)
 */
export async function tryToLead(pool: Pool, kind: keyof typeof LOCKS): Promise<Leadership | undefined> {
  const client = await pool.connect()
  const lost = new AbortController()
  const onError = (error: Error) => lost.abort(error)
  client.on('error', onError)
  let released = false
  const release = () => {
    if (released) return
    released = true
    client.release(true)
  }
  try {
    await client.query(KEEP_ALIVE)
    const { rows } = await client.query<{ leads: boolean }>(TRY_LEAD, [LOCKS[kind]])
    if (rows[0]?.leads === true) return { client, lost: lost.signal, release }
  } catch (error) {
    release()
    throw error
  }
  client.off('error', onError)
  client.release()
  return undefined
}
