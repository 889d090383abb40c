import type { Pool } from '../../../common/database/pool.ts'

/** In one statement, so that it ends soon; the rest is for the next time. */
const ROWS_MAX = 10_000

const TIDY = [
  `delete from sessions where id in (
    select id from sessions where least(expires_at, ended_at) < now() - interval '1 day' limit ${ROWS_MAX} for update skip locked)`,
  `delete from refresh_tokens where hash in (
    select hash from refresh_tokens where expires_at < now() - interval '1 day' limit ${ROWS_MAX} for update skip locked)`,
  `delete from login_attempts where (kind, key) in (
    select kind, key from login_attempts where failed_at < now() - interval '2 days' limit ${ROWS_MAX} for update skip locked)`,
]

/** Drops what says nothing any more: sessions that ended, their tokens, failures long past. */
export async function tidyIdentity(pool: Pool): Promise<void> {
  for (const statement of TIDY) await pool.query(statement)
}
