import type { Queryable } from '../../../common/identity/sql/users.ts'

export type AttemptKind = 'account' | 'address'

/** How failures lock. */
export interface LockRule {
  /** So many in a row are free. */
  free: number
  /** The next one locks for a second, each further one for twice as long as the one before, up to this. */
  lockSecMax: number
  /** Without a failure for so long, all is forgotten. */
  forgetSec: number
}

const NEXT = `case when a.failed_at < now() - make_interval(secs => $5) then 1 else least(a.failures + 1, 1000) end`

// power() of a large exponent is out of range, so it is capped before.
const COUNT = `
  insert into login_attempts as a (kind, key, failures, failed_at) values ($1, $2, 1, now())
  on conflict (kind, key) do update set
    failures = ${NEXT}, failed_at = now(),
    locked_until = case when ${NEXT} >= $3 then now() + make_interval(secs => least($4, power(2, least(${NEXT} - $3, 30)))) end
  where a.locked_until is null or a.locked_until <= now()
  returning failures`

/**
 * Counts a failure; null while a lock lasts, and then nothing is counted. To count before trying bounds those who try many times at
 * once.
 */
export async function countAttempt(
  client: Queryable,
  kind: AttemptKind,
  key: Buffer,
  { free, lockSecMax, forgetSec }: LockRule,
): Promise<number | null> {
  const { rows } = await client.query<{ failures: number }>(COUNT, [kind, key, free, lockSecMax, forgetSec])
  return rows[0]?.failures ?? null
}

const LOCKED = `
  select ceil(extract(epoch from locked_until - now()))::int as seconds from login_attempts
  where kind = $1 and key = $2 and locked_until > now()`

/** Seconds for which a lock still lasts; 0 without one. */
export async function lockedForSec(client: Queryable, kind: AttemptKind, key: Buffer): Promise<number> {
  const { rows } = await client.query<{ seconds: number }>(LOCKED, [kind, key])
  return rows[0]?.seconds ?? 0
}

export async function forgetAttempts(client: Queryable, kind: AttemptKind, key: Buffer): Promise<void> {
  await client.query('delete from login_attempts where kind = $1 and key = $2', [kind, key])
}
