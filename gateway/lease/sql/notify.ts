import type { Pool } from '../../../common/database/pool.ts'

/** Tells the sessions that listen on the channel. The payload is shorter than 8,000 bytes. */
export async function notify(pool: Pool, channel: string, payload: string): Promise<void> {
  await pool.query({ name: 'notify', text: 'select pg_notify($1, $2)', values: [channel, payload] })
}
