import autocannon from 'autocannon'
import { openPool } from '../common/database/pool.ts'
import { prepareParts } from './parts.ts'
import type { BenchRow } from './row.ts'
import { type BenchServer, startBenchServer } from './server.ts'
import { median, rounded } from './statistics.ts'

const CONNECTIONS = 64
const SECONDS = 5
const WARM_UP_SECONDS = 2
const ROUNDS = 3
const WALLETS = 10_000

/**
 * Durable single POST /transfer_amount per second over 64 connections, against the same server answering without a
 * database. The two take turns; the ratio is the median of the rounds' ratios.
 */
export async function ingestBench(): Promise<BenchRow> {
  const server = await startBenchServer()
  try {
    await makeWallets(server)
    const rounds: { durable: number; bare: number }[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const durable = await requestsPerSecond(server, 'gateway/main.ts')
      rounds.push({ durable, bare: await requestsPerSecond(server, 'bench/bare-gateway.ts') })
    }
    return {
      name: 'ingest',
      measured: rounded(median(rounds.map((round) => round.durable)), 0),
      unit: 'requests/s',
      baseline: rounded(median(rounds.map((round) => round.bare)), 0),
      baseline_unit: 'requests/s without a database',
      ratio: rounded(median(rounds.map(({ durable, bare }) => durable / bare))),
      first_mark: '0.5×',
      goal: '0.7×',
      details: {
        connections: CONNECTIONS,
        rounds: rounds.map(({ durable, bare }) => `${rounded(durable, 0)} / ${rounded(bare, 0)}`),
      },
    }
  } finally {
    await server.stop()
  }
}

/** All in group 1, and of one currency. */
export async function makeWallets(server: BenchServer): Promise<void> {
  const pool = openPool({ ...server, connectionsMax: 1, applicationName: 'bench' })
  await pool.query(`insert into wallets (group_id, currency) select 1, 'USD' from generate_series(1, ${WALLETS})`)
  await pool.query('vacuum analyze wallets')
  await pool.end()
}

async function requestsPerSecond(server: BenchServer, script: string): Promise<number> {
  await server.admin('checkpoint')
  const parts = await prepareParts(server)
  parts.spawn(script)
  try {
    await parts.ready()
    await load(parts.url, WARM_UP_SECONDS)
    return await load(parts.url, SECONDS)
  } finally {
    await parts.stop()
  }
}

async function load(url: string, seconds: number): Promise<number> {
  const result = await autocannon({
    url: `${url}/transfer_amount`,
    connections: CONNECTIONS,
    duration: seconds,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    requests: Array.from({ length: 100 }, (_, i) => ({ method: 'POST', body: singleOf(i) })),
  })
  if (result.errors > 0 || result.non2xx > 0) {
    throw new Error(`${result.errors} errors and ${result.non2xx} answers other than 2xx`)
  }
  return result['2xx'] / result.duration
}

/** Body of POST /transfer_amount. */
export function singleOf(i: number): string {
  const { originId, targetId, amount } = transferOf(i)
  return JSON.stringify({ OriginWalletId: originId, TargetWalletId: targetId, Amount: amount, Currency: 'USD' })
}

/** The i-th of transfers that go all over the wallets. */
export function transferOf(i: number): { originId: number; targetId: number; amount: number } {
  const originId = 1 + ((i * 7919) % WALLETS)
  const targetId = 1 + ((i * 104729 + 1) % WALLETS)
  // 7919 · i ≡ 104729 · i + 1 for some i.
  return { originId, targetId: targetId === originId ? 1 + (originId % WALLETS) : targetId, amount: 1 + i }
}
