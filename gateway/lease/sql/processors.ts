import type { Pool } from '../../../common/database/pool.ts'

const LEAVE = 'update processors set leaving = true where id = $1'

/** From now on the processor is granted nothing and counts in nobody's fair share. Its leases last as before. */
export async function leave(pool: Pool, processorId: string): Promise<void> {
  await pool.query({ name: 'lease-leave', text: LEAVE, values: [processorId] })
}

const FORGET = `
  delete from processors p
  where id = $1 and leaving and not exists (select from groups where holder_id = p.id)`

/** Removes a processor that left and holds nothing any more. */
export async function forget(pool: Pool, processorId: string): Promise<void> {
  await pool.query({ name: 'lease-forget', text: FORGET, values: [processorId] })
}

// Those that hold a group give their name to whoever waits for it.
const SWEEP = `
  delete from processors p
  where expires_at < now() - interval '1 hour' and not exists (select from groups where holder_id = p.id)`

/** Removes processors that were last alive an hour ago. */
export async function sweepProcessors(pool: Pool): Promise<void> {
  await pool.query({ name: 'lease-sweep', text: SWEEP })
}
