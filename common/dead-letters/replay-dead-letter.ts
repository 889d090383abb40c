import { CHANNEL_IN_SQL } from '../database/channels.ts'
import { shareTopology } from '../database/locks.ts'
import type { Pool } from '../database/pool.ts'
import { transaction } from '../database/transaction.ts'
import { replayFailedJob } from '../jobs/sql/jobs.ts'
import { jobOf } from './id.ts'

// Read from the database, so that none of a later migration is left out. seq is given anew, and generated columns follow.
const QUEUE_COLUMNS = `
  select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
  where attrelid = 'queue'::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''
    and attname <> 'group_id'`

// What was given up before there was screening has no such column.
const replay = (columns: string) => `
  with dead as (
    delete from dead_letters
    where operation_id = $1 and exists (select from wallets where id = (step ->> 'wallet_id')::bigint)
    returning step
  ), queued as (
    insert into queue (group_id, ${columns})
    select w.group_id, ${columns.replace(/[^, ]+/g, 'q.$&')}
    from dead cross join lateral jsonb_populate_record(null::queue, '{"screened": false}' || dead.step) q
      join wallets w on w.id = (dead.step ->> 'wallet_id')::bigint
    returning group_id
  )
  select group_id, pg_notify(${CHANNEL_IN_SQL.work}, group_id::text) from queued`

export type Replayed = { job: true } | { job: false; group: number }

/**
 * Puts a step that was given up back into the queue, behind what waits, tagged with the group that its wallet is in by now, or lets a
 * job run again. Returns null when there is no such dead letter, perhaps because somebody else has replayed it: it is done once.
 */
export async function replayDeadLetter(pool: Pool, id: string): Promise<Replayed | null> {
  const job = jobOf(id)
  if (job !== null) return (await replayFailedJob(pool, job)) ? { job: true } : null
  const group = await replayStep(pool, id)
  return group === null ? null : { job: false, group }
}

async function replayStep(pool: Pool, operationId: string): Promise<number | null> {
  return transaction(pool, async (client) => {
    // First, in a statement of its own: no move may come between reading the wallet's group and queueing.
    await shareTopology(client)
    const { rows: queue } = await client.query<{ names: string }>(QUEUE_COLUMNS)
    const { rows } = await client.query<{ group_id: number }>(replay(queue[0]?.names ?? ''), [operationId])
    return rows[0]?.group_id ?? null
  })
}
