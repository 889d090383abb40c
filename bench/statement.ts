import { openPool, type Pool } from '../common/database/pool.ts'
import { lookAfterMonths } from '../common/months/months.ts'
import { formatCursor } from '../gateway/v1/cursor.ts'
import { prepareParts } from './parts.ts'
import type { BenchRow } from './row.ts'
import { startBenchServer } from './server.ts'
import { median, rounded } from './statistics.ts'

const OPERATIONS = 1_000_000
const OTHERS = 50_000_000
const OTHER_WALLETS = 1_000_000
const DAYS = 150
const ROUNDS = 7
const PAGE = 1000
const MARK_MS = 100

/**
 * The slowest report of one wallet with 1,000,000 operations beside 50,000,000 postings of others, over HTTP: pages of 1,000 at the
 * beginning, in the middle and at the end, and totals. Each is asked seven times in turn, and its median counts.
 */
export async function statementBench(): Promise<BenchRow> {
  const server = await startBenchServer()
  const parts = await prepareParts(server)
  const pool = openPool({ ...server, connectionsMax: 2, applicationName: 'bench' })
  try {
    const startedMs = performance.now()
    await makeLedger(pool)
    const loadS = (performance.now() - startedMs) / 1000
    await lookAfterMonths(pool, { monthsAhead: 3, monthsKept: 0 }, new AbortController().signal)
    const sumS = (performance.now() - startedMs) / 1000 - loadS
    parts.spawn('gateway/main.ts')
    await parts.ready()
    const timesMs = await inTurn(parts.url, await reports(pool))
    const worst = Math.max(...Object.values(timesMs))
    return {
      name: 'statement',
      measured: rounded(worst),
      unit: 'ms, the slowest report',
      baseline: MARK_MS,
      baseline_unit: 'ms, the mark',
      ratio: rounded(MARK_MS / worst),
      first_mark: '1×',
      goal: '1×',
      details: {
        operations: OPERATIONS,
        postings_of_others: OTHERS,
        days: DAYS,
        ...timesMs,
        load_s: rounded(loadS, 0),
        sum_up_hours_s: rounded(sumS, 0),
        database_gb: await sizeGb(pool),
      },
    }
  } finally {
    await pool.end()
    await parts.stop()
    await server.stop()
  }
}

/** Number i of all postings: each 51st is the wallet's, and all are evenly spread over the days up to now. */
const ALL = OPERATIONS + OTHERS
const EVERY = ALL / OPERATIONS
const STEP = `interval '${(DAYS * 86_400_000_000) / ALL} microseconds'`
const FIRST = `date_trunc('hour', now()) - interval '${DAYS} days'`
const ID = `(lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '70008000' || lpad(to_hex(i), 12, '0'))::uuid`

/**
 * Rows as if they had been applied, written past the checks of journals: the triggers of the tables are off meanwhile, and the
 * index is made afterwards. A month's partition is made in the transaction that fills it, which spares its log.
 */
async function makeLedger(pool: Pool): Promise<void> {
  await pool.query(`insert into wallets (group_id, currency) values (1, 'USD')`)
  await pool.query(`
    insert into journals (group_id, seq, epoch, operations, postings, previous_hash, hash, committed_at)
    values (1, 1, 0, 0, 0, decode(repeat('00', 32), 'hex'), sha256(''), ${FIRST})`)
  await pool.query('drop index postings_statement')
  const { rows } = await pool.query<{ month: string; first: string; last: string; starts: string }>(`
    select to_char(month, 'YYYY-MM-DD') as month, (${FIRST})::text as starts,
      greatest(ceil(extract(epoch from month at time zone 'UTC' - (${FIRST})) / extract(epoch from ${STEP})), 1)::bigint::text as first,
      least(ceil(extract(epoch from (month + interval '1 month') at time zone 'UTC' - (${FIRST})) / extract(epoch from ${STEP})) - 1,
        ${ALL})::bigint::text as last
    from generate_series(date_trunc('month', (${FIRST}) at time zone 'UTC'), now() at time zone 'UTC', interval '1 month') month`)
  const left = [...rows]
  // Two at a time.
  await Promise.all(
    [1, 2].map(async () => {
      for (let month = left.shift(); month !== undefined; month = left.shift()) await fillMonth(pool, month)
    }),
  )
  await pool.query(
    `set maintenance_work_mem = '1GB'; create index postings_statement on postings (wallet_id, accepted_at)`,
  )
  await pool.query('vacuum analyze postings')
  await pool.query('vacuum analyze operations')
}

interface Month {
  month: string
  first: string
  last: string
  starts: string
}

async function fillMonth(pool: Pool, { month, first, last, starts }: Month): Promise<void> {
  const suffix = month.slice(0, 7).replace('-', '_')
  const numbers = `generate_series(${first}::bigint, ${last}::bigint) i`
  const at = `lateral (select timestamptz '${starts}' + i * ${STEP} as at) t`
  await pool.query(`
    begin;
    select make_month('${month}');
    alter table postings_${suffix} disable trigger user;
    alter table operations_${suffix} disable trigger user;
    insert into postings_${suffix}
    select case when i % ${EVERY} = 0 then 1 else 2 + (i * 7919) % ${OTHER_WALLETS} end, at, ${ID}, 1, 1, 1, 'deposit', 1 + i % 1000,
      'USD', i, 1 + i % 1000, 'USD'
    from ${numbers}, ${at};
    insert into operations_${suffix} (id, group_id, journal_seq, line, kind, status, target_id, amount, currency, credit, accepted_at,
      applied_at)
    select ${ID}, 1, 1, 1, 'deposit', 'success', 1, 1 + i % 1000, 'USD', 1 + i % 1000, at, at + interval '5 ms'
    from ${numbers}, ${at} where i % ${EVERY} = 0;
    alter table postings_${suffix} enable trigger user;
    alter table operations_${suffix} enable trigger user;
    commit`)
}

/** Paths by what they ask for. */
async function reports(pool: Pool): Promise<Record<string, string>> {
  const cursorAt = async (place: number) => {
    const { rows } = await pool.query<{ at: string; id: string }>(
      `select to_char(accepted_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, operation_id as id
       from postings where wallet_id = 1 order by accepted_at offset $1 limit 1`,
      [place],
    )
    const { at = '', id = '' } = rows[0] ?? {}
    return formatCursor({ acceptedAt: at, operationId: id, incoming: true })
  }
  const statement = `/v1/wallets/1/statement?limit=${PAGE}`
  const whole = 'from=2000-01-01T00:00:00Z'
  const classic = `/operations/1?${whole}&limit=${PAGE}`
  return {
    statement_first_ms: statement,
    statement_middle_ms: `${statement}&cursor=${await cursorAt(OPERATIONS / 2)}`,
    statement_last_ms: `${statement}&cursor=${await cursorAt(OPERATIONS - PAGE - 1)}`,
    classic_first_ms: classic,
    classic_middle_ms: `${classic}&offset=${OPERATIONS / 2}`,
    classic_last_ms: `${classic}&offset=${OPERATIONS - PAGE}`,
    total_of_month_ms: '/operations/total/1',
    total_of_all_ms: `/operations/total/1?${whole}`,
  }
}

async function inTurn(url: string, paths: Record<string, string>): Promise<Record<string, number>> {
  const times = new Map<string, number[]>(Object.keys(paths).map((name) => [name, []]))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, path] of Object.entries(paths)) {
      const startedMs = performance.now()
      const response = await fetch(url + path)
      const text = await response.text()
      times.get(name)?.push(performance.now() - startedMs)
      const lines = text.match(/"(accepted_at|CreatedAt)":/g)?.length ?? 0
      if (!response.ok || (lines !== PAGE && !name.startsWith('total')))
        throw new Error(`${name}: ${lines} lines: ${text.slice(0, 200)}`)
    }
  }
  return Object.fromEntries([...times].map(([name, ms]) => [name, rounded(median(ms), 1)]))
}

async function sizeGb(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: bigint }>('select pg_database_size(current_database()) as bytes')
  return rounded(Number(rows[0]?.bytes ?? 0n) / 2 ** 30, 1)
}
