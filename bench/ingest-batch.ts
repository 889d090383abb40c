import autocannon from 'autocannon'
import { makeWallets, singleOf, transferOf } from './ingest.ts'
import { prepareParts } from './parts.ts'
import type { BenchRow } from './row.ts'
import { type BenchServer, startBenchServer } from './server.ts'
import { median, rounded } from './statistics.ts'

const BATCH_OPERATIONS = 1_000
const BATCH_CONNECTIONS = 4
const SINGLE_CONNECTIONS = 64
const SECONDS = 6
const WARM_UP_SECONDS = 3
const ROUNDS = 3
/** Nobody applies what is queued here: the default bound would be reached. */
const QUEUED_MAX = '100000000'

interface Load {
  path: string
  bodies: string[]
  connections: number
  operations: number
}

const SINGLE: Load = {
  path: '/transfer_amount',
  bodies: Array.from({ length: 100 }, (_, i) => singleOf(i)),
  connections: SINGLE_CONNECTIONS,
  operations: 1,
}

const BATCH: Load = {
  path: '/v1/operations/batch',
  bodies: Array.from({ length: 10 }, (_, i) => batchOf(i)),
  connections: BATCH_CONNECTIONS,
  operations: BATCH_OPERATIONS,
}

/**
 * Operations per second over POST /v1/operations/batch of 1,000 transfers each, against those of single POST /transfer_amount,
 * of which `ingest` tells. The two take turns on the same gateway; the ratio is the median of the rounds' ratios.
 */
export async function ingestBatchBench(): Promise<BenchRow> {
  const server = await startBenchServer()
  try {
    await makeWallets(server)
    const rounds: { batch: number; single: number }[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const [single = Number.NaN, batch = Number.NaN] = await operationsPerSecond(server, [SINGLE, BATCH])
      rounds.push({ batch, single })
    }
    return {
      name: 'ingest-batch',
      measured: rounded(median(rounds.map((round) => round.batch)), 0),
      unit: 'operations/s',
      baseline: rounded(median(rounds.map((round) => round.single)), 0),
      baseline_unit: 'operations/s of ingest',
      ratio: rounded(median(rounds.map(({ batch, single }) => batch / single))),
      first_mark: '3×',
      goal: '6×',
      details: {
        operations_per_batch: BATCH_OPERATIONS,
        connections: BATCH_CONNECTIONS,
        rounds: rounds.map(({ batch, single }) => `${rounded(batch, 0)} / ${rounded(single, 0)}`),
      },
    }
  } finally {
    await server.stop()
  }
}

async function operationsPerSecond(server: BenchServer, loads: readonly Load[]): Promise<number[]> {
  const parts = await prepareParts(server, { WALLETMESH_LIMITS__QUEUED_OPERATIONS: QUEUED_MAX })
  parts.spawn('gateway/main.ts')
  try {
    await parts.ready()
    const rates: number[] = []
    for (const load of loads) {
      await server.admin('checkpoint')
      await send(parts.url, load, WARM_UP_SECONDS)
      rates.push(await send(parts.url, load, SECONDS))
    }
    return rates
  } finally {
    await parts.stop()
  }
}

async function send(url: string, { path, bodies, connections, operations }: Load, seconds: number): Promise<number> {
  const result = await autocannon({
    url: url + path,
    connections,
    duration: seconds,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    requests: bodies.map((body) => ({ method: 'POST' as const, body })),
  })
  if (result.errors > 0 || result.non2xx > 0) {
    throw new Error(`${result.errors} errors and ${result.non2xx} answers other than 2xx`)
  }
  return (result['2xx'] * operations) / result.duration
}

function batchOf(batch: number): string {
  const operations = Array.from({ length: BATCH_OPERATIONS }, (_, i) => {
    const { originId, targetId, amount } = transferOf(batch * BATCH_OPERATIONS + i)
    return {
      kind: 'transfer',
      origin_wallet_id: originId,
      target_wallet_id: targetId,
      amount: String(amount),
      currency: 'USD',
    }
  })
  return JSON.stringify({ operations })
}
