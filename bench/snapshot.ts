import { setTimeout as delay } from 'node:timers/promises'
import { findFreePort } from '../cli/up/ports.ts'
import { CHANNEL_IN_SQL } from '../common/database/channels.ts'
import { openPool, type Pool } from '../common/database/pool.ts'
import { createSettlerClient, type SettlerClient } from '../common/settler-client.ts'
import { memoryMb } from './memory.ts'
import { prepareParts } from './parts.ts'
import type { BenchRow } from './row.ts'
import { startBenchServer } from './server.ts'
import { rounded } from './statistics.ts'
import { drained, until } from './until.ts'

const ACCOUNTS = 1_000_000
/** Payments a second that flow meanwhile, and how many are queued at a time. */
const PAYMENTS_PER_SEC = 1_000
const PAYMENTS_AT_ONCE = 20
const MARK_SEC = 15
const SETTLED_MAX_MS = 300_000
const SILENCE_MS = 20_000

/**
 * A snapshot of a million clearing accounts while payments flow, and its settlement: against the 15 s, 300 MB and 250 ms that it
 * may take, need, and hold payments up for. Snapshots are stored in PostgreSQL.
 */
export async function snapshotBench(): Promise<BenchRow> {
  const server = await startBenchServer()
  const address = { host: '127.0.0.1', port: await findFreePort('127.0.0.1', Math.random) }
  const parts = await prepareParts(server, { WALLETMESH_SETTLEMENT__ADDRESS: `${address.host}:${address.port}` })
  const pool = openPool({ ...server, connectionsMax: 3, applicationName: 'bench' })
  const stopping = new AbortController()
  let paying: Promise<void> | undefined
  try {
    const wallets = await openAccounts(pool)
    parts.spawn('gateway/main.ts')
    await parts.ready()
    parts.spawn('op-processor/main.ts')
    const settler = parts.spawn('settler/main.ts')
    await oneOfEach(pool, wallets)
    paying = keepPaying(pool, wallets, stopping.signal)
    const client = createSettlerClient({ servers: [address], tls: undefined, silenceMs: SILENCE_MS })
    await until('the settler answered', () =>
      client
        .ask((settler) => settler.listSnapshots({ limit: 1 }))
        .then(
          () => true,
          () => false,
        ),
    )
    await delay(2_000)

    const calm = await longestGap(pool, () => delay(5_000))
    let startedAt = performance.now()
    let snapshot: Awaited<ReturnType<typeof take>> | undefined
    const take = () => client.ask((settler) => settler.takeSnapshot({}))
    const during = await longestGap(pool, async () => {
      snapshot = await take()
    })
    const snapshotSec = (performance.now() - startedAt) / 1_000
    const peakMb = memoryMb(settler.pid, 'VmHWM')
    startedAt = performance.now()
    const settling = await longestGap(pool, () => settle(pool, client))
    const settleSec = (performance.now() - startedAt) / 1_000
    return {
      name: 'snapshot',
      measured: rounded(snapshotSec),
      unit: `s for ${ACCOUNTS} accounts`,
      baseline: MARK_SEC,
      baseline_unit: 's',
      ratio: rounded(MARK_SEC / snapshotSec),
      first_mark: '15 s, 300 MB, no pause over 250 ms',
      goal: 'same',
      details: {
        accounts: Number(snapshot?.snapshot?.accounts),
        lines: Number(snapshot?.snapshot?.lines),
        peak_mb: peakMb,
        payments_per_s: PAYMENTS_PER_SEC,
        longest_gap_between_commits_ms: { before: calm, during_snapshot: during, during_settlement: settling },
        settlement_s: rounded(settleSec),
        peak_mb_after_settlement: memoryMb(settler.pid, 'VmHWM'),
      },
    }
  } finally {
    stopping.abort()
    await paying
    await parts.stop()
    await pool.end()
    await server.stop()
  }
}

async function openAccounts(pool: Pool): Promise<{ first: number; count: number }> {
  const { rows } = await pool.query<{ first: bigint }>(
    `with account as materialized (
       select 1 + n % 10 as bank_id, 'ACCOUNT' || n as account, nextval(pg_get_serial_sequence('wallets', 'id')) as id
       from generate_series(1, $1::int) n
     ), wallet as (
       insert into wallets (id, group_id, currency, floor, bank_id) overriding system value
       select id, 1, 'USD', null, bank_id from account
     ), named as (
       insert into clearing_accounts (bank_id, account, wallet_id) select bank_id, account, id from account returning wallet_id
     )
     select min(wallet_id) as first from named`,
    [ACCOUNTS],
  )
  await pool.query('analyze wallets, clearing_accounts')
  return { first: Number(rows[0]?.first), count: ACCOUNTS }
}

// The op-processor is woken as by a gateway.
const PAY = `
  with woken as materialized (select pg_notify(${CHANNEL_IN_SQL.work}, '1'))
  insert into queue (group_id, operation_id, kind, origin_id, target_id, amount, currency)
  select 1, gen_random_uuid(), 'payment', o, t, 10000 * (1 + (random() * 99999)::int), 'USD'
  from woken cross join unnest($1::bigint[], $2::bigint[]) p (o, t)`

/** Each account pays its neighbour, so that every one of them has a balance. */
async function oneOfEach(pool: Pool, { first, count }: { first: number; count: number }): Promise<void> {
  const step = 50_000
  for (let from = 0; from < count; from += step) {
    const origins = Array.from({ length: step / 2 }, (_, i) => first + from + 2 * i)
    await pool.query(PAY, [origins, origins.map((id) => id + 1)])
  }
  await drained(pool, { timeoutMs: SETTLED_MAX_MS })
}

async function keepPaying(pool: Pool, { first, count }: { first: number; count: number }, signal: AbortSignal) {
  const any = () => first + Math.floor(Math.random() * count)
  const pauseMs = (1_000 * PAYMENTS_AT_ONCE) / PAYMENTS_PER_SEC
  for (let dueAt = performance.now(); !signal.aborted; dueAt += pauseMs) {
    const origins = Array.from({ length: PAYMENTS_AT_ONCE }, any)
    await pool.query(PAY, [origins, origins.map((id) => ((id - first + 1 + Math.floor(count / 2)) % count) + first)])
    await delay(Math.max(0, dueAt + pauseMs - performance.now()))
  }
}

/** Longest time between two commits of the op-processor while the work lasts, in ms. */
async function longestGap(pool: Pool, work: () => Promise<unknown>): Promise<number> {
  const head = async () =>
    (await pool.query<{ seq: bigint }>('select max(seq) as seq from journals')).rows[0]?.seq ?? 0n
  const before = await head()
  await work()
  const { rows } = await pool.query<{ ms: number }>(
    `select max(gap)::float8 as ms from (
       select extract(epoch from at - lag(at) over (order by seq)) * 1000 as gap
       from (select seq, pg_xact_commit_timestamp(xmin) as at from journals where seq between $1 and $2) j) gaps`,
    [before, await head()],
  )
  return Math.round(rows[0]?.ms ?? Number.NaN)
}

async function settle(pool: Pool, client: SettlerClient): Promise<void> {
  const { snapshot } = await client.ask((settler) => settler.approveSnapshot({ id: '' }))
  await until(
    'the snapshot was settled',
    async () => {
      const { rows } = await pool.query<{ state: string }>('select state from snapshots where id = $1', [snapshot?.id])
      return rows[0]?.state === 'settled'
    },
    { timeoutMs: SETTLED_MAX_MS },
  )
}
