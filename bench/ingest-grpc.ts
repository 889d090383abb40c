import { findFreePort } from '../cli/up/ports.ts'
import { openPool } from '../common/database/pool.ts'
import { callsPerSecond, findGhz, type GhzCall } from './ghz.ts'
import { prepareParts } from './parts.ts'
import type { BenchRow } from './row.ts'
import { type BenchServer, startBenchServer } from './server.ts'
import { median, rounded } from './statistics.ts'

const SECONDS = 4
const WARM_UP_SECONDS = 2
const ROUNDS = 3
const WALLETS = 10_000

const UNARY = {
  call: 'walletmesh.v1.PaymentService/Submit',
  data: Array.from({ length: 100 }, (_, i) => transfer(i)),
  concurrency: 64,
  connections: 8,
}

const STREAM_REQUEST_OPERATIONS = 500
const STREAM_REQUESTS = 40

const STREAM = {
  call: 'walletmesh.v1.PaymentService/SubmitStream',
  data: [
    { sequence: '1', operations: Array.from({ length: STREAM_REQUEST_OPERATIONS }, (_, i) => transfer(i)) },
    { sequence: '2', operations: Array.from({ length: STREAM_REQUEST_OPERATIONS }, (_, i) => transfer(i + 7)) },
  ],
  concurrency: 4,
  connections: 4,
  messages: STREAM_REQUESTS,
}

interface Round {
  durable: number
  bare: number
  stream: number
}

/**
 * Durable single Submit per second over 64 concurrent calls, against the same server answering without a database. The
 * two take turns; the ratio is the median of the rounds' ratios. Beside it, operations per second over SubmitStream.
 * ghz makes the load; throws a CommandError when it is not installed.
 */
export async function ingestGrpcBench(): Promise<BenchRow> {
  const ghz = await findGhz()
  const server = await startBenchServer()
  try {
    await makeWallets(server)
    const rounds: Round[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const [bare = Number.NaN] = await measure(ghz, server, 'bench/bare-grpc.ts', [UNARY])
      const [durable = Number.NaN, streams = Number.NaN] = await measure(ghz, server, 'gateway/main.ts', [
        UNARY,
        STREAM,
      ])
      rounds.push({ durable, bare, stream: streams * STREAM_REQUESTS * STREAM_REQUEST_OPERATIONS })
    }
    return rowOf(rounds)
  } finally {
    await server.stop()
  }
}

function rowOf(rounds: readonly Round[]): BenchRow {
  return {
    name: 'ingest-grpc',
    measured: rounded(median(rounds.map((round) => round.durable)), 0),
    unit: 'calls/s',
    baseline: rounded(median(rounds.map((round) => round.bare)), 0),
    baseline_unit: 'calls/s without a database',
    ratio: rounded(median(rounds.map(({ durable, bare }) => durable / bare))),
    first_mark: '0.5× · stream 3× unary',
    goal: '0.7× · 10×',
    details: {
      concurrency: UNARY.concurrency,
      stream_operations_per_s: rounded(median(rounds.map((round) => round.stream)), 0),
      stream_to_unary: rounded(median(rounds.map(({ durable, stream }) => stream / durable))),
      streams: STREAM.concurrency,
      operations_per_stream_request: STREAM_REQUEST_OPERATIONS,
      rounds: rounds.map(({ durable, bare, stream }) =>
        [durable, bare, stream].map((rate) => rounded(rate, 0)).join(' / '),
      ),
    },
  }
}

async function makeWallets(server: BenchServer): Promise<void> {
  const pool = openPool({ ...server, connectionsMax: 1, applicationName: 'bench' })
  await pool.query(`insert into wallets (group_id, currency) select 1, 'USD' from generate_series(1, ${WALLETS})`)
  await pool.query('vacuum analyze wallets')
  await pool.end()
}

async function measure(
  ghz: string,
  server: BenchServer,
  script: string,
  loads: readonly Omit<GhzCall, 'address' | 'seconds'>[],
): Promise<number[]> {
  await server.admin('checkpoint')
  const address = `127.0.0.1:${await findFreePort('127.0.0.1', Math.random)}`
  const parts = await prepareParts(server, { WALLETMESH_GRPC__ADDRESS: address })
  parts.spawn(script)
  try {
    await parts.ready()
    const rates: number[] = []
    for (const load of loads) {
      await callsPerSecond(ghz, { ...load, address, seconds: WARM_UP_SECONDS })
      rates.push(await callsPerSecond(ghz, { ...load, address, seconds: SECONDS }))
    }
    return rates
  } finally {
    await parts.stop()
  }
}

function transfer(i: number): object {
  const origin_wallet_id = String(1 + ((i * 7919) % WALLETS))
  const target_wallet_id = String(1 + ((i * 104729 + 1) % WALLETS))
  return { transfer: { origin_wallet_id, target_wallet_id, amount: String(1 + i), currency: 'USD' } }
}
