import type { Client, Pool } from '../../common/database/pool.ts'
import type { SnapshotStateWord } from '../../common/snapshot-state.ts'
import type { SnapshotStore } from '../store/snapshot-store.ts'

/** Times are RFC 3339 in UTC; null as long as it did not happen. */
export interface SnapshotRow {
  id: string
  state: SnapshotStateWord
  store: SnapshotStore['kind']
  taken_at: string
  expires_at: string
  /** The newest approved snapshot at the time of the cut. */
  follows_id: string | null
  /** Accounts whose balance is not zero. */
  lines: bigint
  posted_lines: bigint
  /** Settlement operations are queued for wallets up to this one. */
  posted_through: bigint
  posted_at: string | null
  approved_at: string | null
  settled_at: string | null
  cancelled_at: string | null
}

const utc = (column: string) => `to_char(s.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ${column}`

const ROWS = `
  select s.id, s.store, s.follows_id, s.lines, s.posted_lines, s.posted_through,
    ${['taken_at', 'expires_at', 'posted_at', 'approved_at', 'settled_at', 'cancelled_at'].map(utc).join(', ')},
    case
      when s.state <> 'open' then s.state
      when exists (select from snapshots o where o.state in ('approved', 'settled') and o.follows_id is not distinct from s.follows_id)
        then 'superseded'
      when s.expires_at <= now() then 'expired'
      else 'open'
    end as state
  from snapshots s`

export async function readSnapshot(pool: Pool, id: string): Promise<SnapshotRow | null> {
  const { rows } = await pool.query<SnapshotRow>({ name: 'snapshot', text: `${ROWS} where s.id = $1`, values: [id] })
  return rows[0] ?? null
}

/** The newest one, or the newest that nobody approved or cancelled. */
export async function readNewestSnapshot(pool: Pool, onlyOpen: boolean): Promise<SnapshotRow | null> {
  const { rows } = await pool.query<SnapshotRow>({
    name: 'newest-snapshot',
    text: `${ROWS} where not $1 or s.state = 'open' order by s.id desc limit 1`,
    values: [onlyOpen],
  })
  return rows[0] ?? null
}

/** Newest first: their ids begin with their time. */
export async function listSnapshots(pool: Pool, beforeId: string | null, limit: number): Promise<SnapshotRow[]> {
  const { rows } = await pool.query<SnapshotRow>({
    name: 'list-snapshots',
    text: `${ROWS} where $1::uuid is null or s.id < $1 order by s.id desc limit $2`,
    values: [beforeId, limit],
  })
  return rows
}

export interface NewSnapshot {
  id: string
  store: SnapshotStore['kind']
  /** As Postgres prints it. */
  takenAt: string
  expiryMs: number
  /** RFC 3339; null for one that was asked for. */
  scheduledFor: string | null
  followsId: string | null
  lines: bigint
}

const INSERT = `
  insert into snapshots (id, store, taken_at, expires_at, scheduled_for, follows_id, lines)
  values ($1, $2, $3, $3::timestamptz + $4 * interval '1 millisecond', $5, $6, $7)
  on conflict (scheduled_for) do nothing`

/** Returns false when another settler took one for the same time of the schedule. */
export async function insertSnapshot(pool: Pool, snapshot: NewSnapshot): Promise<boolean> {
  const { id, store, takenAt, expiryMs, scheduledFor, followsId, lines } = snapshot
  const { rowCount } = await pool.query({
    name: 'insert-snapshot',
    text: INSERT,
    values: [id, store, takenAt, expiryMs, scheduledFor, followsId, lines],
  })
  return rowCount === 1
}

export async function wasTakenFor(pool: Pool, scheduledFor: string): Promise<boolean> {
  const { rows } = await pool.query<{ taken: boolean }>(
    'select exists (select from snapshots where scheduled_for = $1) as taken',
    [scheduledFor],
  )
  return rows[0]?.taken === true
}

const UNIQUE_VIOLATION = '23505'

const APPROVE = `
  update snapshots set state = 'approved', approved_at = now()
  where id = $1 and state = 'open' and expires_at > now()`

/**
 * Makes the settlement certain. False when the snapshot is not open or has expired, or another one that follows the same
 * settlement was approved: the index `snapshots_follow` allows one.
 */
export async function approveSnapshot(pool: Pool, id: string): Promise<boolean> {
  try {
    const { rowCount } = await pool.query(APPROVE, [id])
    return rowCount === 1
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return false
    throw error
  }
}

/** False when it is not open. */
export async function cancelSnapshot(pool: Pool, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update snapshots set state = 'cancelled', cancelled_at = now() where id = $1 and state = 'open'`,
    [id],
  )
  return rowCount === 1
}

/** The approved snapshot whose settlement is not over; null when there is none. There is one at most. */
export async function readUnsettled(pool: Pool): Promise<SnapshotRow | null> {
  const { rows } = await pool.query<SnapshotRow>({
    name: 'unsettled',
    text: `${ROWS} where s.state = 'approved' order by s.id limit 1`,
  })
  return rows[0] ?? null
}

// An operation leaves the queue in the transaction that applies or buries it: one statement sees it in one place.
const FINISH = `
  update snapshots s set state = 'settled', settled_at = now()
  where id = $1 and state = 'approved' and posted_at is not null
    and not exists (select from queue where kind = 'settlement' and related_id = s.id)
    and not exists (select from dead_letters where step ->> 'kind' = 'settlement' and step ->> 'related_id' = s.id::text)`

/** Marks it as settled when all of its settlement is applied. Returns whether it did. */
export async function finishSettlement(pool: Pool, id: string): Promise<boolean> {
  const { rowCount } = await pool.query({ name: 'finish-settlement', text: FINISH, values: [id] })
  return rowCount === 1
}

const DEAD = `
  select id from (${ROWS} where s.state in ('open', 'cancelled') and s.cleared_at is null and s.store = $1) s
  where state in ('cancelled', 'expired', 'superseded') order by id limit $2`

/** Ids of snapshots that can never be approved, whose accounts are still in that store. */
export async function listUncleared(pool: Pool, store: SnapshotStore['kind'], limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(DEAD, [store, limit])
  return rows.map(({ id }) => id)
}

/** Notes that the accounts are no longer in the store. */
export async function markCleared(pool: Pool, id: string): Promise<void> {
  await pool.query('update snapshots set cleared_at = now() where id = $1', [id])
}

export async function knownSnapshots(client: Pool | Client, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ id: string }>('select id from snapshots where id = any ($1)', [ids])
  return new Set(rows.map(({ id }) => id))
}
