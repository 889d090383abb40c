import { shareTopology } from '../../common/database/locks.ts'
import { type Client, openPool, type Pool } from '../../common/database/pool.ts'
import { transaction } from '../../common/database/transaction.ts'
import { openLog } from '../../common/log.ts'
import type { BalancerOptions } from '../balancer.ts'
import { systemClock } from '../clock.ts'
import type { RebalanceSettings } from '../rebalance.ts'

const DEFAULTS = {
  chunkMax: 1000,
  churnWallets: 0.01,
  churnLoad: 0.2,
  tolerance: 1.05,
  weight: 'count',
  affinity: 0.02,
} as const

/** Options of a balancer of that database which keeps quiet; budget and tolerance are the defaults of the settings. */
export function balancerOptions(
  { dsn, schemaName }: { dsn: string; schemaName: string },
  settings: Pick<RebalanceSettings, 'groupCount'> & Partial<RebalanceSettings>,
  database: { leaseTtlMs?: number } = {},
): BalancerOptions {
  return {
    database: { dsn, schemaName, leaseTtlMs: 5_000, ...database },
    settings: { windowMs: 1_800_000, ...DEFAULTS, ...settings },
    log: openLog('test', 'silent'),
    clock: systemClock,
    random: Math.random,
  }
}

/** A mesh's database as tests fill and read it. */
export interface TestMesh {
  readonly pool: Pool
  /** Makes these groups, active. */
  addGroups(...groups: number[]): Promise<void>
  /** Makes one wallet per entry, in that group. Returns their ids. */
  addWallets(groups: readonly number[]): Promise<number[]>
  /** Writes down so many ended deposits for wallets 1, 2, and so on, as just applied. */
  addOperations(counts: readonly number[]): Promise<void>
  /** Writes down ended transfers as one batch that took so long, just applied. */
  addTransfers(pairs: readonly (readonly [origin: number, target: number])[], durationUs?: number): Promise<void>
  /**
   * Queues a deposit for each wallet, as a gateway does: tagged with the group that the wallet has when it is queued.
   *
   * @param amount marks it
   */
  enqueue(wallets: readonly number[], amount?: number): Promise<void>
  /** Makes a wallet in any active group, as a gateway does. */
  createWallet(): Promise<void>
  /** Queues a deposit tagged with a group that need not be the wallet's. */
  enqueueStray(wallet: number, group: number): Promise<void>
  /** Group of every wallet, in order of id. */
  groups(): Promise<number[]>
  activeGroups(): Promise<number[]>
  /** Queued steps whose tag is not their wallet's group. */
  strays(): Promise<number>
  /** Everything in the tables that a rebalance may change, as text. */
  contents(): Promise<string>
  close(): Promise<void>
}

export function openTestMesh({ dsn, schemaName }: { dsn: string; schemaName: string }): TestMesh {
  const pool = openPool({ dsn, schemaName, applicationName: 'test', connectionsMax: 8 })
  let journals = 0
  const addJournal = async (client: Client, operations: number, postings: number, durationUs: number) => {
    journals += 1
    await client.query(
      `insert into journals (group_id, seq, epoch, operations, postings, duration_us, previous_hash, hash)
       select 1, $1::bigint, epoch, $2, $3, $4,
         coalesce((select hash from journals where group_id = 1 and seq = $1::bigint - 1), decode(repeat('00', 32), 'hex')),
         sha256($1::bigint::text::bytea)
       from groups where id = 1`,
      [journals, operations, postings, durationUs],
    )
    return journals
  }
  return {
    pool,
    async addGroups(...groups) {
      await pool.query('insert into groups (id) select unnest($1::int[]) on conflict do nothing', [groups])
    },
    async addWallets(groups) {
      const { rows } = await pool.query<{ id: bigint }>(
        `insert into wallets (group_id, currency)
         select g, 'USD' from unnest($1::int[]) with ordinality as t(g, n) order by n returning id`,
        [groups],
      )
      return rows.map((row) => Number(row.id))
    },
    async addOperations(counts) {
      await transaction(pool, async (client) => {
        const seq = await addJournal(
          client,
          counts.reduce((sum, count) => sum + count, 0),
          0,
          0,
        )
        await client.query(
          `insert into operations (id, group_id, journal_seq, line, kind, status, target_id, amount, currency, credit, accepted_at)
           select gen_random_uuid(), 1, $1, row_number() over () - 1, 'deposit', 'success', n, 1, 'USD', 1, now()
           from unnest($2::int[]) with ordinality as t(operations, n), generate_series(1, operations)`,
          [seq, counts],
        )
      })
    },
    async addTransfers(pairs, durationUs = 0) {
      await transaction(pool, async (client) => {
        // Past the check that as many postings follow: nobody here reads them.
        const seq = await addJournal(client, pairs.length, 2 * pairs.length, durationUs)
        await client.query(
          `insert into operations
             (id, group_id, journal_seq, line, kind, status, origin_id, target_id, amount, currency, debit, credit, accepted_at)
           select gen_random_uuid(), 1, $1, n, 'transfer', 'success', origin, target, 1, 'USD', 1, 1, now()
           from unnest($2::bigint[], $3::bigint[]) with ordinality as t(origin, target, n)`,
          [seq, pairs.map(([origin]) => origin), pairs.map(([, target]) => target)],
        )
      })
    },
    async enqueue(wallets, amount = 1) {
      await transaction(pool, async (client) => {
        await shareTopology(client)
        await client.query(
          `insert into queue (group_id, operation_id, kind, target_id, amount, currency)
           select w.group_id, gen_random_uuid(), 'deposit', w.id, $2, 'USD'
           from unnest($1::bigint[]) with ordinality as t(id, n) join wallets w using (id) order by n`,
          [wallets, amount],
        )
      })
    },
    async createWallet() {
      await transaction(pool, async (client) => {
        await shareTopology(client)
        await client.query(
          `insert into wallets (group_id, currency)
           select id, 'USD' from groups where active order by random() limit 1`,
        )
      })
    },
    async enqueueStray(wallet, group) {
      await pool.query(
        `insert into queue (group_id, operation_id, kind, target_id, amount, currency)
         values ($1, gen_random_uuid(), 'deposit', $2, 1, 'USD')`,
        [group, wallet],
      )
    },
    async groups() {
      const { rows } = await pool.query<{ group_id: number }>('select group_id from wallets order by id')
      return rows.map((row) => row.group_id)
    },
    async activeGroups() {
      const { rows } = await pool.query<{ id: number }>('select id from groups where active order by id')
      return rows.map((row) => row.id)
    },
    async strays() {
      const { rows } = await pool.query<{ count: bigint }>(
        'select count(*) from queue q join wallets w on w.id = q.wallet_id where w.group_id <> q.group_id',
      )
      return Number(rows[0]?.count)
    },
    async contents() {
      const { rows } = await pool.query<{ text: string }>(
        `select
           (select string_agg(t::text, ' ' order by id) from wallets t) || '|' ||
           (select string_agg(t::text, ' ' order by id) from groups t) || '|' ||
           (select coalesce(string_agg(t::text, ' ' order by seq), '') from queue t) || '|' ||
           (select coalesce(string_agg(t::text, ' ' order by id), '') from rebalances t) as text`,
      )
      return rows[0]?.text ?? ''
    },
    async close() {
      await pool.end()
    },
  }
}
