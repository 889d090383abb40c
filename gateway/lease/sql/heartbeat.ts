import type { Pool } from '../../../common/database/pool.ts'
import type { Lease, Processor } from '../lease-store.ts'

// The processor's row is locked first, whatever the plan: two heartbeats of one processor would wait for each other. Groups are
// locked in ascending order, as everybody who changes several does. One that is granted to another meanwhile is waited for, and
// left out.
const HEARTBEAT = `
  with alive as (
    insert into processors (id, name, number, metrics_address, expires_at)
    values ($1, $2, $3, $4, now() + $5 * interval '1 millisecond')
    on conflict (id) do update set
      name = excluded.name, number = excluded.number, metrics_address = excluded.metrics_address,
      expires_at = excluded.expires_at
    returning id, expires_at),
  mine as (
    select id from groups where holder_id = (select id from alive) order by id for no key update)
  update groups g set expires_at = alive.expires_at
  from alive, mine where g.id = mine.id
  returning g.id as "group", g.epoch`

/** The processor is alive: it and all leases that it still has expire ttlMs from now. Returns those leases. */
export async function heartbeat(pool: Pool, processor: Processor, ttlMs: number): Promise<Lease[]> {
  const { id, name, number, metricsAddress } = processor
  const { rows } = await pool.query<Lease>({
    name: 'lease-heartbeat',
    text: HEARTBEAT,
    values: [id, name, number ?? null, metricsAddress, ttlMs],
  })
  return rows
}
