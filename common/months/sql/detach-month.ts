import type { Client } from '../../database/pool.ts'
import { DETACHED_SCHEMA } from './month-table.ts'

/**
 * The statements that detach a month, each in the one transaction of `detachMonth`. What leaves is the operations that were
 * accepted in the month and have an id of it, and their postings. A few rows may stand in its partitions and not be
 * these, because an id is made by a gateway's clock and the time of acceptance by the database's: they stay, in the default partitions.
 */
export interface MonthTables {
  month: string
  postings: string
  operations: string
  /** Condition on `accepted_at`. */
  within: string
}

export function tablesOf(month: string): MonthTables {
  if (!/^\d{4}-\d{2}$/.test(month)) throw new RangeError(`no month: ${month}`)
  const suffix = month.replace('-', '_')
  const starts = `timestamptz '${month}-01 00:00:00Z'`
  return {
    month: `${month}-01`,
    postings: `postings_${suffix}`,
    operations: `operations_${suffix}`,
    // Month by month in UTC, as the sessions of the job count.
    within: `accepted_at >= ${starts} and accepted_at < ${starts} + interval '1 month'`,
  }
}

/** From here on nobody writes into the month; everybody may read it. Waits long enough that the server ends a vacuum for it. */
export async function holdOffWriters(client: Client, { postings, operations }: MonthTables): Promise<void> {
  await client.query(`set local lock_timeout = '5s'`)
  await client.query(`lock table ${postings}, ${operations} in share mode`)
}

/** How many steps of operations of the month still wait, in the queue, for a verdict or among the dead letters. */
export async function countWaiting(client: Client, { month, within }: MonthTables): Promise<bigint> {
  const ofMonth = `${within} or operation_id >= first_id('${month} 00:00:00Z')
    and operation_id < first_id(timestamptz '${month} 00:00:00Z' + interval '1 month')`
  const { rows } = await client.query<{ waiting: bigint }>(`
    select (select count(*) from queue where ${ofMonth})
      + (select count(*) from fraud_checks where state in ('pending', 'review') and (${ofMonth})) + (
      select count(*) from (
        select d.operation_id, q.accepted_at from dead_letters d cross join lateral jsonb_populate_record(null::queue, d.step) q
      ) dead where ${ofMonth}) as waiting`)
  return rows[0]?.waiting ?? 0n
}

const leaving = ({ postings, operations, within }: MonthTables) => `
  leaving as not materialized (
    select p.* from ${postings} p join (select id from ${operations} where ${within}) o on o.id = p.operation_id
  )`

export async function recordMonth(client: Client, tables: MonthTables): Promise<void> {
  await client.query(`
    with ${leaving(tables)}
    insert into detached_months (month, operations, postings)
    select '${tables.month}', (select count(*) from ${tables.operations} where ${tables.within}), (select count(*) from leaving)`)
}

/** What the wallets' postings add up to, and the balances between which they lead. */
export async function bringWalletsForward(client: Client, tables: MonthTables): Promise<void> {
  await client.query(`
    with ${leaving(tables)}
    insert into brought_forward (wallet_id, amount, postings)
    select wallet_id, sum(amount), count(*) from leaving group by 1
    on conflict (wallet_id) do update
      set amount = brought_forward.amount + excluded.amount, postings = brought_forward.postings + excluded.postings`)
  await client.query(`
    with ${leaving(tables)}
    insert into brought_forward_ends (wallet_id, balance, reached)
    select wallet_id, e.balance, sum(e.reached)
    from leaving p cross join lateral (values (p.balance::numeric, 1), (p.balance::numeric - p.amount, -1)) as e (balance, reached)
    group by 1, 2 having sum(e.reached) <> 0
    on conflict (wallet_id, balance) do update set reached = brought_forward_ends.reached + excluded.reached`)
  await client.query('delete from brought_forward_ends where reached = 0')
}

/** How many rows of each journal leave, and the sums of its postings. */
export async function bringJournalsForward(client: Client, tables: MonthTables): Promise<void> {
  await client.query(`
    with ${leaving(tables)}, ended as (
      select group_id, journal_seq, count(*) as operations from ${tables.operations} where ${tables.within} group by 1, 2
    ), posted as (
      select group_id, journal_seq, sum(postings) as postings, jsonb_object_agg(currency, amount) as amounts
      from (select group_id, journal_seq, currency, count(*) as postings, sum(amount) as amount from leaving group by 1, 2, 3) c
      group by 1, 2
    )
    insert into brought_forward_journals (group_id, journal_seq, month, operations, postings, amounts)
    select group_id, journal_seq, '${tables.month}', coalesce(operations, 0), coalesce(postings, 0), coalesce(amounts, '{}')
    from ended full join posted using (group_id, journal_seq)`)
}

/** Sets the rows aside that do not leave. */
export async function setRestAside(client: Client, { postings, operations, within }: MonthTables): Promise<void> {
  await client.query(`
    create temp table rest_operations on commit drop as select * from ${operations} where not (${within});
    create temp table rest_postings on commit drop as
      select p.* from ${postings} p
      where not exists (select from ${operations} o where o.id = p.operation_id and o.${within.replace('and ', 'and o.')})`)
}

/** What was said about operations goes with them. */
export async function forgetMessages(client: Client, { operations, within }: MonthTables): Promise<void> {
  await client.query(
    `delete from operation_messages m using ${operations} o where o.id = m.operation_id and o.${within.replace('and ', 'and o.')}`,
  )
}

/** Sums of hours go with their postings. */
export async function forgetHours(client: Client, { within }: MonthTables): Promise<void> {
  await client.query(`delete from posting_hours where ${within.replaceAll('accepted_at', 'hour')}`)
}

export async function makeDetachedSchema(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; missing: boolean }>(
    `select name, to_regnamespace(quote_ident(name)) is null as missing from (select ${DETACHED_SCHEMA} as name) s`,
  )
  if (rows[0]?.missing) await client.query(`create schema ${client.escapeIdentifier(rows[0].name)}`)
}

/** Takes the partitions out of their tables. Waits for whoever reads these, and holds up everybody until the end. */
export async function takeOut(client: Client, { postings, operations }: MonthTables): Promise<void> {
  await client.query(`alter table postings detach partition ${postings}`)
  await client.query(`alter table operations detach partition ${operations}`)
}

/** What stays goes to the default partitions, whose checks would refuse rows of older journals. */
export async function putRestBack(client: Client): Promise<void> {
  await client.query(`
    alter table operations_default disable trigger user;
    alter table postings_default disable trigger user;
    insert into operations_default select * from rest_operations;
    insert into postings_default select * from rest_postings;
    alter table operations_default enable trigger user;
    alter table postings_default enable trigger user`)
}

export async function moveToDetachedSchema(client: Client, { postings, operations }: MonthTables): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`select ${DETACHED_SCHEMA} as name`)
  const schema = client.escapeIdentifier(rows[0]?.name ?? '')
  await client.query(`alter table ${postings} set schema ${schema}; alter table ${operations} set schema ${schema}`)
}
