import { arrayLiteral } from '../../common/database/arrays.ts'
import { CHANNEL_IN_SQL } from '../../common/database/channels.ts'
import type { Client } from '../../common/database/pool.ts'

// Sets steps to the present groups of their wallets, and tells the gateways, once it commits, which groups have got work.
// The seq stays, and with it the order of each wallet's steps.
const retag = (condition: string) => `
  with retagged as (
    update queue q set group_id = w.group_id from wallets w
    where w.id = q.wallet_id and w.group_id <> q.group_id and ${condition}
    returning q.group_id
  ), counted as (
    select group_id, count(*) as steps from retagged group by group_id
  )
  select sum(steps)::int as steps, pg_notify(${CHANNEL_IN_SQL.work}, string_agg(group_id::text, ',' order by group_id))
  from counted
  having count(*) > 0`

// One scan of the groups' part of the primary key, whatever else is queued: 100 ms for 500,000 steps. Not a prepared
// statement: only an array that is a constant to the planner is probed by hash. Naming the ids twice keeps the join from
// reading all wallets.
const OF_WALLETS = retag('q.group_id = any($1::int[]) and q.wallet_id = any($2::bigint[]) and w.id = any($2::bigint[])')

/** Re-tags the steps of moved wallets in the groups that they left; returns how many. Needs the locks of a move. */
export async function retagStepsOf(client: Client, ids: Float64Array, groups: string): Promise<number> {
  return steps(client, OF_WALLETS, [groups, arrayLiteral([...ids])])
}

// Group by group along the primary key, then row by row by its place: the queues of active groups are not read, however
// long they are: 1 ms beside 1,000,000 other steps, where reading them all took 110 ms. To the planner's statistics every
// group has a queue of the same length, which is why it must be kept from that.
const ALONG_THE_KEY = 'set local enable_seqscan = off'
const STRAYS_OF_INACTIVE_GROUPS = retag(`
  q.ctid = any(array(
    select strays.ctid
    from groups g
    cross join lateral (
      select s.ctid from queue s join wallets v on v.id = s.wallet_id
      where s.group_id = g.id and v.group_id <> g.id
      order by s.seq limit $1
    ) strays
    where not g.active
    limit $1))`)

/**
 * Re-tags at most `limit` strays of groups that are not active; returns how many. The last statement of its transaction.
 * Needs the topology lock, shared: then no wallet moves meanwhile.
 */
export async function retagStrays(client: Client, limit: number): Promise<number> {
  await client.query(ALONG_THE_KEY)
  return steps(client, STRAYS_OF_INACTIVE_GROUPS, [limit])
}

async function steps(client: Client, text: string, values: unknown[]): Promise<number> {
  const { rows } = await client.query<{ steps: number }>(text, values)
  return rows[0]?.steps ?? 0
}
