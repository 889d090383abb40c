import type { Queryable } from './users.ts'

export type EndReason = 'logged_out' | 'token_reused' | 'password_changed' | 'user_disabled'

const END_SESSIONS = `
  update sessions set ended_at = now(), end_reason = $2 where user_id = $1 and ended_at is null and id is distinct from $3`

/** Ends what the user has open, but for one session. */
export async function endSessionsOf(
  client: Queryable,
  userId: string,
  reason: EndReason,
  except: string | null = null,
): Promise<number> {
  const { rowCount } = await client.query(END_SESSIONS, [userId, reason, except])
  return rowCount ?? 0
}
