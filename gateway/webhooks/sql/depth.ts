import type { Pool } from '../../../common/database/pool.ts'

export interface DeliveryDepth {
  /** Counted up to COUNTED_MAX, as is dead. */
  pending: number
  dead: number
  oldestAgeSec: number
}

/** Counting further would take longer than a scrape is worth. */
export const COUNTED_MAX = 100_000

const DEPTH = `
  with webhook as materialized (select id from webhooks where disabled_at is null)
  select
    (select count(*) from (
      select from webhook w join webhook_deliveries d on d.webhook_id = w.id where state = 'pending' limit ${COUNTED_MAX}) p)::int as pending,
    (select count(*) from (
      select from webhook w join webhook_deliveries d on d.webhook_id = w.id where state = 'dead' limit ${COUNTED_MAX}) p)::int as dead,
    coalesce(extract(epoch from now() - (select min(d.created_at) from webhook w cross join lateral (
      select created_at from webhook_deliveries where webhook_id = w.id and state = 'pending' order by seq limit 1) d)), 0)::float8
      as oldest_age_sec`

/** Of webhooks that are not disabled. */
export async function readDeliveryDepth(pool: Pool): Promise<DeliveryDepth> {
  const { rows } = await pool.query<{ pending: number; dead: number; oldest_age_sec: number }>({
    name: 'delivery-depth',
    text: DEPTH,
  })
  const { pending = 0, dead = 0, oldest_age_sec: oldestAgeSec = 0 } = rows[0] ?? {}
  return { pending, dead, oldestAgeSec }
}
