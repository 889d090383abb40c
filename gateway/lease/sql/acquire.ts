import { arrayLiteral } from '../../../common/database/arrays.ts'
import type { Client } from '../../../common/database/pool.ts'
import type { Grant } from '../lease-store.ts'

// The time is read when the statement runs: its transaction may have waited long for the groups' locks. A lease expires
// with its processor, so that it lasts no longer than from the processor's last heartbeat.
const ACQUIRE = `
  with free as (
    select g.id, g.holder_id as former, p.expires_at
    from groups g, processors p
    where g.id = any ($2::int[]) and (g.holder_id is null or g.expires_at <= clock_timestamp())
      and p.id = $1 and not p.leaving and p.expires_at > clock_timestamp()
    order by g.id for no key update of g)
  update groups g set holder_id = $1, epoch = g.epoch + 1, expires_at = free.expires_at
  from free where g.id = free.id
  returning g.id as "group", g.epoch, free.former`

/**
 * Grants those of the groups that are free, or whose lease ran out, to a live processor. The caller holds the locks of all
 * of them alone.
 */
export async function acquire(client: Client, processorId: string, groups: readonly number[]): Promise<Grant[]> {
  const values = [processorId, arrayLiteral(groups)]
  const { rows } = await client.query<Grant>({ name: 'lease-acquire', text: ACQUIRE, values })
  return rows
}

/** For the rest of the transaction, a lock that is not granted within waitMs is an error. */
export async function limitLockWait(client: Client, waitMs: number): Promise<void> {
  const text = `select set_config('lock_timeout', $1, true)`
  await client.query({ name: 'lease-lock-wait', text, values: [String(waitMs)] })
}
