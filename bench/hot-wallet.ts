import { Agent } from 'undici'
import type { Pool } from '../common/database/pool.ts'
import { nowMs, waitsOf } from './applied.ts'
import { drain, onFundedWallets, queuePayments, queueTransfers, settle } from './full-queue.ts'
import { operationIdOf, postTransfer, randomPair } from './offer.ts'
import { type BenchParts, prepareParts } from './parts.ts'
import { inTurn, ofRounds } from './rounds.ts'
import type { BenchRow } from './row.ts'
import type { BenchServer } from './server.ts'
import { median, rounded } from './statistics.ts'
import { drained, sharedOut } from './until.ts'

const WALLETS = 100_000
const PAYERS = 50
const MERCHANT = 1
const QUEUED = 100_000
const ROUNDS = 3
const BATCH_SIZE = 5_000

const SENT = 12_000
const HTTP_ROUNDS = 2
const GROUPS = 2

/**
 * Transfers per second when 50 wallets all pay one merchant: applied from a full queue, against transfers among 100,000
 * wallets as in `apply`, in turn. Beside it, the same over HTTP: 50 clients, a gateway, two op-processors, half of the
 * payers in another group than the merchant.
 */
export async function hotWalletBench(): Promise<BenchRow> {
  return onFundedWallets(WALLETS, async (server, pool) => {
    const drainedPerSecond = async (queue: () => Promise<void>) => {
      await queue()
      await settle(server)
      return drain(pool, BATCH_SIZE)
    }
    const { rounds, ...figures } = ofRounds(
      await inTurn(
        ROUNDS,
        () => drainedPerSecond(() => queuePayments(pool, { count: QUEUED, payers: PAYERS })),
        () => drainedPerSecond(() => queueTransfers(pool, { count: QUEUED, wallets: WALLETS })),
      ),
    )
    return {
      name: 'hot-wallet',
      unit: 'transfers/s into one wallet',
      ...figures,
      baseline_unit: `transfers/s among ${WALLETS} wallets`,
      first_mark: '1×',
      goal: '1× and more',
      details: {
        payers: PAYERS,
        transfers: QUEUED,
        batch_size: BATCH_SIZE,
        rounds,
        over_http: await overHttp(server, pool),
      },
    }
  })
}

interface OverHttp {
  to: string
  transfers_per_s: number
  rounds: string
  p50_ms: number
  p99_ms: number
}

type Pair = (client: number) => { origin: number; target: number }

const WORKLOADS: readonly { to: string; pair: Pair }[] = [
  { to: 'one wallet', pair: (client) => ({ origin: MERCHANT + 1 + client, target: MERCHANT }) },
  { to: `any of ${WALLETS} wallets`, pair: () => randomPair(WALLETS) },
]

async function overHttp(server: BenchServer, pool: Pool): Promise<OverHttp[]> {
  await pool.query(`insert into groups (id) values (${GROUPS})`)
  await pool.query(`update wallets set group_id = ${GROUPS} where id % ${GROUPS} = 0`)
  await pool.query('vacuum analyze wallets')
  const parts = await prepareParts(server)
  try {
    parts.spawn('gateway/main.ts')
    await parts.ready()
    for (let i = 0; i < GROUPS; i += 1) parts.spawn('op-processor/main.ts')
    await sharedOut(pool, GROUPS)
    // The first round runs on cold processes and counts for nothing.
    const runs = WORKLOADS.map((workload) => ({ ...workload, done: [] as Sent[] }))
    for (let round = 0; round <= HTTP_ROUNDS; round += 1) {
      for (const { pair, done } of runs) {
        const sent = await send(parts, pool, pair)
        if (round > 0) done.push(sent)
      }
    }
    return runs.map(({ to, done }) => ({
      to,
      transfers_per_s: rounded(median(done.map((sent) => sent.perSecond)), 0),
      rounds: done.map((sent) => rounded(sent.perSecond, 0)).join(' / '),
      p50_ms: median(done.map((sent) => sent.p50_ms)),
      p99_ms: median(done.map((sent) => sent.p99_ms)),
    }))
  } finally {
    await parts.stop()
  }
}

interface Sent {
  /** From the first request until everything was applied. */
  perSecond: number
  /** From accepted to applied. */
  p50_ms: number
  p99_ms: number
}

/** Each client sends its next transfer when the last one is answered. */
async function send({ url }: BenchParts, pool: Pool, pair: Pair): Promise<Sent> {
  const agent = new Agent({ connections: PAYERS })
  const fromMs = nowMs()
  let sent = 0
  const client = async (_: unknown, i: number) => {
    while (sent < SENT) {
      sent += 1
      const { status, text } = await postTransfer(url, agent, pair(i))
      operationIdOf(status, text)
    }
  }
  await Promise.all(Array.from({ length: PAYERS }, client))
  await agent.close()
  await drained(pool, { intervalMs: 5 })
  const toMs = nowMs()
  const { transfers, p50_ms, p99_ms } = await waitsOf(pool, { fromMs, toMs })
  if (transfers !== SENT) throw new Error(`${transfers} of ${SENT} transfers were applied`)
  return { perSecond: (SENT / (toMs - fromMs)) * 1_000, p50_ms, p99_ms }
}
