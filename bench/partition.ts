import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { NO_TRADES, type Trades } from '../wlt-balancer/partition/neighbours.ts'
import { partition } from '../wlt-balancer/partition/partition.ts'
import { planMoves } from '../wlt-balancer/partition/plan.ts'
import type { BenchRow } from './row.ts'

const WALLETS = 10_000_000
const GROUPS = 100
const BASELINE_SEC = 60

// Zipf with this exponent over 10,000,000 wallets gives the hottest wallet 0.8% of all operations: just below the fair share
// of one of 100 groups, so that a partition with a spread of 1 exists.
const ZIPF_EXPONENT = 0.8
const HOTTEST_COUNT = 400_000
const SEED = 20_260_101

const PAIRS = 1_000_000
const COMMUNITIES = 50_000

interface Measurement {
  seconds: number
  operations: number
  hottest: number
  spread: number
  max_over_mean: number
  wallets_min: number
  wallets_max: number
  input_mb: number
  rss_before_mb: number
  peak_mb: number
  plan_cpu_seconds: number
  plan_with_pairs_cpu_seconds: number
  plan_peak_mb: number
  crossing_share: string
  node: string
}

/**
 * Seconds to partition 10,000,000 wallets with skewed counts into 100 groups, on one thread, cold, in a process of its own,
 * whose peak memory is that of the work and its input and nothing else.
 */
export async function partitionBench(): Promise<BenchRow> {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url)])
  const { seconds, ...details }: Measurement = JSON.parse(stdout)
  return {
    name: 'partition',
    measured: seconds,
    unit: 's',
    baseline: BASELINE_SEC,
    baseline_unit: 's',
    ratio: BASELINE_SEC / seconds,
    first_mark: '20×, peak 600 MB',
    goal: '60×; spread ≤ 1 where the largest item allows it',
    details: { wallets: WALLETS, groups: GROUPS, pairs: PAIRS, zipf_exponent: ZIPF_EXPONENT, ...details },
  }
}

function measure(): Measurement {
  const weights = skewedCounts(WALLETS)
  const rssBeforeMb = peakMb()
  const start = performance.now()
  const { groupOf, sums } = partition(weights, GROUPS)
  const seconds = (performance.now() - start) / 1_000
  const peak = peakMb()
  const operations = sums.reduce((total, sum) => total + sum, 0)
  const wallets = new Float64Array(GROUPS)
  for (const group of groupOf) wallets[group] = (wallets[group] ?? 0) + 1
  return {
    seconds,
    operations,
    hottest: weights.reduce((hottest, weight) => Math.max(hottest, weight), 0),
    spread: Math.max(...sums) - Math.min(...sums),
    max_over_mean: Math.max(...sums) / (operations / GROUPS),
    wallets_min: Math.min(...wallets),
    wallets_max: Math.max(...wallets),
    input_mb: weights.byteLength / 2 ** 20,
    rss_before_mb: rssBeforeMb,
    peak_mb: peak,
    ...measurePlans(weights, groupOf),
    node: process.version,
  }
}

/** Plans for the balanced mesh, with and without pairs that trade, to move as many wallets as it takes. */
function measurePlans(weights: Uint32Array, groupOf: Uint16Array) {
  const present = Uint32Array.from(groupOf, (group) => group + 1)
  const plan = (trades: Trades) => {
    const before = process.cpuUsage()
    const { report } = planMoves({
      present,
      weights,
      idle: [],
      trades,
      groupCount: GROUPS,
      target: () => partition(weights, GROUPS),
      groupCountChanged: false,
      budget: { walletShare: 1, loadShare: 1 },
      balancedEnough: 1.05,
      worthwhile: 0.02,
    })
    return { seconds: process.cpuUsage(before).user / 1_000_000, report }
  }
  const without = plan(NO_TRADES)
  const { seconds, report } = plan(communityTrades())
  return {
    plan_cpu_seconds: without.seconds,
    plan_with_pairs_cpu_seconds: seconds,
    plan_peak_mb: peakMb(),
    crossing_share: `${report.crossingBefore?.toFixed(3)} → ${report.crossingAfter?.toFixed(3)}`,
  }
}

/** Pairs of wallets, of which five in six are of the same community, each with one to nine transfers. */
function communityTrades(): Trades {
  const random = seededRandom(SEED)
  const trades = {
    first: new Uint32Array(PAIRS),
    second: new Uint32Array(PAIRS),
    counts: new Uint32Array(PAIRS),
  }
  for (let pair = 0; pair < PAIRS; pair++) {
    const first = Math.floor(random() * WALLETS)
    const within = (first % COMMUNITIES) + COMMUNITIES * Math.floor((WALLETS / COMMUNITIES) * random() ** 2)
    const second = random() < 5 / 6 ? within : Math.floor(random() * WALLETS)
    trades.first[pair] = first
    trades.second[pair] = second === first ? (first + 1) % WALLETS : second
    trades.counts[pair] = 1 + Math.floor(random() * 9)
  }
  return trades
}

function peakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1_024)
}

/** Zipf counts by rank, at least 1, fractions rounded at random, in random order of wallets; the same in every run. */
function skewedCounts(wallets: number): Uint32Array {
  const random = seededRandom(SEED)
  const counts = new Uint32Array(wallets)
  for (let rank = 0; rank < wallets; rank++) {
    counts[rank] = Math.max(1, Math.floor(HOTTEST_COUNT / (rank + 1) ** ZIPF_EXPONENT + random()))
  }
  for (let last = wallets - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const count = counts[last] ?? 0
    counts[last] = counts[other] ?? 0
    counts[other] = count
  }
  return counts
}

/** Numbers from 0 to below 1 by xorshift32 (Marsaglia, "Xorshift RNGs", 2003). */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(measure())}\n`)
