import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

/** Of sessions whose application name begins with a prefix, each time that one of them was at work. */
export interface LockSamples {
  /** Looks at the sessions. */
  looks: number
  /** Sessions found at work, summed over the looks. */
  active: number
  /** Of those, the ones that waited, by kind: Lock, LWLock, IO, and so on. */
  waiting: Record<string, number>
  /** Of those in Lock, by what they waited for: transactionid, tuple, extend, advisory, and so on. */
  locks: Record<string, number>
  /** Waits for a row, or for the end of the transaction that wrote it, because of a session of another name. */
  foreignRowLocks: number
  /** Such waits that were over before it was known for whom. */
  unexplainedRowLocks: number
}

export interface LockWatch {
  stop(): Promise<LockSamples>
}

const ROW_LOCKS = new Set(['transactionid', 'tuple', 'spectoken'])

// Who blocks is asked only for those that wait: the answer needs all locks of the server.
const LOOK = `
  select a.application_name as name, a.wait_event_type as kind, a.wait_event as event,
    case when a.wait_event_type = 'Lock' then (
      select array_agg(b.application_name)
      from unnest(pg_blocking_pids(a.pid)) as blocking (pid) join pg_stat_activity b using (pid)
    ) end as blockers
  from pg_stat_activity a
  where a.state = 'active' and starts_with(a.application_name, $1)`

interface Seen {
  name: string
  kind: string | null
  event: string | null
  blockers: string[] | null
}

/** Samples, on a session of its own, what sessions wait for, until it is stopped. */
export async function watchLocks(dsn: string, prefix: string, everyMs: number): Promise<LockWatch> {
  const client = new pg.Client({ connectionString: dsn })
  await client.connect()
  const samples: LockSamples = {
    looks: 0,
    active: 0,
    waiting: {},
    locks: {},
    foreignRowLocks: 0,
    unexplainedRowLocks: 0,
  }
  const stopping = new AbortController()
  const watching = (async () => {
    try {
      while (!stopping.signal.aborted) {
        const { rows } = await client.query<Seen>({ name: 'look', text: LOOK, values: [prefix] })
        samples.looks += 1
        for (const seen of rows) enter(samples, seen)
        await delay(everyMs)
      }
    } finally {
      await client.end()
    }
  })()
  watching.catch(() => {})
  return {
    async stop() {
      stopping.abort()
      await watching
      return samples
    },
  }
}

function enter(samples: LockSamples, { name, kind, event, blockers }: Seen): void {
  samples.active += 1
  if (kind === null || event === null) return
  samples.waiting[kind] = (samples.waiting[kind] ?? 0) + 1
  if (kind !== 'Lock') return
  samples.locks[event] = (samples.locks[event] ?? 0) + 1
  if (!ROW_LOCKS.has(event)) return
  if (blockers === null) samples.unexplainedRowLocks += 1
  else if (blockers.some((blocker) => blocker !== name)) samples.foreignRowLocks += 1
}

/** What a server must be told to write every wait for a lock above a millisecond to its log, with the session's name. */
export const LOG_LOCK_WAITS = ['log_lock_waits = on', 'deadlock_timeout = 1ms', `log_line_prefix = '%a|'`]

export interface LoggedWaits {
  waits: number
  ms: number
}

/** Of sessions whose name begins with the prefix: waits that ended, by what they were for: transaction, tuple, extension, and so on. */
export function loggedWaits(log: string, prefix: string): Record<string, LoggedWaits> {
  const found: Record<string, LoggedWaits> = {}
  const line = /^([^|\n]*)\|LOG: {2}process \d+ acquired \w+ on (\w+) .*after ([\d.]+) ms$/gm
  for (const [, name = '', what = '', ms] of log.matchAll(line)) {
    if (!name.startsWith(prefix)) continue
    const entry = found[what] ?? { waits: 0, ms: 0 }
    found[what] = { waits: entry.waits + 1, ms: entry.ms + Number(ms) }
  }
  return found
}
