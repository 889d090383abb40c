import type { Pool } from '../../../common/database/pool.ts'

const CHUNK = 5_000

const PRUNE = `
  delete from webhook_deliveries where seq = any (array(
    select seq from webhook_deliveries where ended_at < now() - $1 * interval '1 day' order by ended_at limit ${CHUNK}))`

const EMPTY = `
  delete from webhook_deliveries where seq = any (array(
    select d.seq from webhooks w join webhook_deliveries d on d.webhook_id = w.id where w.deleted_at is not null limit ${CHUNK}))`

const REMOVE = `
  delete from webhooks w
  where deleted_at is not null and not exists (select from webhook_deliveries where webhook_id = w.id)`

/** Removes a piece of what ended before so many days, and of deleted webhooks. Returns whether there may be more. */
export async function prune(pool: Pool, keptDays: number): Promise<boolean> {
  const old = await pool.query(PRUNE, [keptDays])
  const deleted = await pool.query(EMPTY)
  await pool.query(REMOVE)
  return old.rowCount === CHUNK || deleted.rowCount === CHUNK
}
