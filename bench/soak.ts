import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { openPool, type Pool } from '../common/database/pool.ts'
import { appliedPerSecondIn, nowMs, waitsOf } from './applied.ts'
import { makeWallets } from './full-queue.ts'
import { type Offered, offer, randomPair } from './offer.ts'
import { type BenchParts, prepareParts } from './parts.ts'
import { appliedPerSecond } from './pipeline.ts'
import type { BenchOptions, BenchRow } from './row.ts'
import { type BenchServer, startBenchServer } from './server.ts'
import { type Process, SAMPLES_A_MINUTE, type Sample, sample, worstOf } from './soak-samples.ts'
import { isFlat, median, rounded, trendOf } from './statistics.ts'
import { drained, sharedOut } from './until.ts'

const SHARE_OF_PIPELINE = 0.7
const PIPELINE_ROUNDS = 3
const WALLETS = 10_000
const GROUPS = 2
const CONNECTIONS = 128
const WARM_UP_SECONDS = 10
const MINUTE_MS = 60_000
/** What the caches and heaps of the processes need to fill is not growth. */
const MINUTES_TO_SETTLE = 2
const DEVIATION_MAX = 0.1
/** Of four minutes: heaps and dead tuples go up and down like saws, and a few teeth tell nothing about growth. */
const TREND_SAMPLES_MIN = 4 * SAMPLES_A_MINUTE

interface Mesh {
  server: BenchServer
  pool: Pool
  parts: BenchParts
}

/**
 * Minutes of load at 70% of what the pipeline does in the same run, offered at a fixed rate over HTTP to a gateway and two
 * op-processors with two groups: the last minute against the first. At the end the whole ledger must prove right.
 */
export async function soakBench({ minutes }: BenchOptions): Promise<BenchRow> {
  const server = await startBenchServer()
  const pool = openPool({ ...server, connectionsMax: 4, applicationName: 'bench' })
  const parts = await prepareParts(server)
  try {
    await makeWallets(pool, WALLETS, GROUPS)
    const pipeline = await pipelineRate(server, pool)
    const processes = await startProcesses({ server, pool, parts })
    const perSecond = Math.floor(pipeline * SHARE_OF_PIPELINE)
    const load = { url: parts.url, perSecond, connections: CONNECTIONS, pair: () => randomPair(WALLETS) }
    await offer({ ...load, seconds: WARM_UP_SECONDS })
    tell(`offers ${perSecond} transfers/s for ${minutes} minutes, 70% of ${rounded(pipeline, 0)}`)
    const fromMs = nowMs()
    const [offered, samples] = await Promise.all([
      offer({ ...load, seconds: (minutes * MINUTE_MS) / 1_000 }),
      sampleFor(minutes, pool, processes),
    ])
    await drained(pool)
    const byMinute = await readMinutes(pool, fromMs, minutes, samples)
    const verifySeconds = await verify(parts)
    return rowOf({ pipeline, perSecond, offered, samples, byMinute, verifySeconds })
  } finally {
    await parts.stop()
    await pool.end()
    await server.stop()
  }
}

async function pipelineRate(server: BenchServer, pool: Pool): Promise<number> {
  const rates: number[] = []
  for (let round = 0; round < PIPELINE_ROUNDS; round += 1) {
    await server.admin('checkpoint')
    rates.push(await appliedPerSecond(server, pool))
  }
  return median(rates)
}

async function startProcesses({ pool, parts }: Mesh): Promise<Process[]> {
  const gateway = parts.spawn('gateway/main.ts')
  await parts.ready()
  const processors = Array.from({ length: GROUPS }, () => parts.spawn('op-processor/main.ts'))
  await sharedOut(pool, GROUPS)
  await drained(pool)
  return [
    { name: 'gateway', pid: gateway.pid },
    ...processors.map(({ pid }, i) => ({ name: `op_processor_${i + 1}`, pid })),
  ]
}

async function sampleFor(minutes: number, pool: Pool, processes: readonly Process[]): Promise<Sample[]> {
  const startMs = performance.now()
  const samples: Sample[] = []
  for (let n = 1; n <= minutes * SAMPLES_A_MINUTE; n += 1) {
    await delay(Math.max(0, startMs + (n * MINUTE_MS) / SAMPLES_A_MINUTE - performance.now()))
    const now = await sample(pool, processes)
    samples.push(now)
    if (n % SAMPLES_A_MINUTE === 0) tell(`minute ${n / SAMPLES_A_MINUTE}: ${JSON.stringify(now)}`)
  }
  return samples
}

type Minute = { minute: number; applied_per_s: number; p50_ms: number; p99_ms: number } & Sample

/** Read after the load, as it costs the server too much to be asked under it. */
async function readMinutes(pool: Pool, startMs: number, minutes: number, samples: Sample[]): Promise<Minute[]> {
  const read: Minute[] = []
  for (let i = 0; i < minutes; i += 1) {
    const period = { fromMs: startMs + i * MINUTE_MS, toMs: startMs + (i + 1) * MINUTE_MS }
    const { p50_ms, p99_ms } = await waitsOf(pool, period)
    read.push({
      minute: i + 1,
      applied_per_s: rounded(await appliedPerSecondIn(pool, period), 0),
      p50_ms,
      p99_ms,
      ...worstOf(samples.slice(i * SAMPLES_A_MINUTE, (i + 1) * SAMPLES_A_MINUTE)),
    })
  }
  return read
}

/** Seconds that `walletmesh verify` took. Throws when something is wrong. */
async function verify(parts: BenchParts): Promise<number> {
  tell('proves the ledger')
  const startMs = performance.now()
  const [code] = await once(parts.spawn('cli/main.ts', ['verify']), 'exit')
  if (code !== 0) throw new Error(`walletmesh verify ended with exit code ${code}: the ledger is wrong`)
  return (performance.now() - startMs) / 1_000
}

interface Outcome {
  pipeline: number
  perSecond: number
  offered: Offered
  samples: readonly Sample[]
  byMinute: readonly Minute[]
  verifySeconds: number
}

function rowOf({ pipeline, perSecond, offered, samples, byMinute, verifySeconds }: Outcome): BenchRow {
  const [first, last] = [byMinute.at(0), byMinute.at(-1)]
  if (first === undefined || last === undefined) throw new Error('not a minute was measured')
  const throughput = last.applied_per_s / first.applied_per_s
  const p99 = last.p99_ms / first.p99_ms
  const growth = growthOf(samples.slice(MINUTES_TO_SETTLE * SAMPLES_A_MINUTE))
  return {
    name: 'soak',
    measured: last.applied_per_s,
    unit: `transfers/s applied in minute ${last.minute}`,
    baseline: first.applied_per_s,
    baseline_unit: 'in minute 1',
    ratio: rounded(throughput, 3),
    first_mark: 'throughput and p99 within 10%, dead tuples and memory flat',
    goal: 'the same for an hour',
    details: {
      throughput_within_10_percent: Math.abs(throughput - 1) <= DEVIATION_MAX,
      p99_within_10_percent: p99 <= 1 + DEVIATION_MAX,
      dead_tuples_flat: areFlat(growth, 'dead_'),
      sizes_flat: areFlat(growth, 'size_'),
      memory_flat: areFlat(growth, 'rss_'),
      verify: `passed in ${rounded(verifySeconds, 1)} s`,
      p99_last_to_first: rounded(p99),
      pipeline_per_s: rounded(pipeline, 0),
      offered_per_s: perSecond,
      accepted: offered.accepted,
      overloaded: offered.overloaded,
      dropped: offered.dropped,
      left_late_max_ms: rounded(offered.lateMaxMs, 0),
      wallets: WALLETS,
      groups: GROUPS,
      connections: CONNECTIONS,
      growth_after_minute_2: growth,
      by_minute: byMinute,
    },
  }
}

interface Growth {
  of: string
  /** From the end of the second minute to the end, of the mean. */
  percent: number
  standard_error: number
  flat: boolean
}

/** Of everything that must not grow; nothing when it was too short to tell. */
function growthOf(samples: readonly Sample[]): Growth[] {
  const names = Object.keys(samples[0] ?? {}).filter((name) => /^(dead|size|rss)_/.test(name))
  if (samples.length < TREND_SAMPLES_MIN) return []
  return names.map((name) => {
    const trend = trendOf(samples.map((one) => one[name] ?? Number.NaN))
    return {
      of: name,
      percent: rounded(100 * trend.growth, 1),
      standard_error: rounded(100 * trend.error, 1),
      flat: isFlat(trend),
    }
  })
}

function areFlat(growth: readonly Growth[], prefix: string): boolean | 'too short to tell' {
  const of = growth.filter((one) => one.of.startsWith(prefix))
  return of.length === 0 ? 'too short to tell' : of.every((one) => one.flat)
}

function tell(what: string): void {
  process.stderr.write(`soak ${what}\n`)
}
