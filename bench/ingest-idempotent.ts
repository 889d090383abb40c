import { randomUUID } from 'node:crypto'
import { makeWallets, transferOf } from './ingest.ts'
import { prepareParts } from './parts.ts'
import { postsPerSecond } from './posts.ts'
import { inTurn, ofRounds } from './rounds.ts'
import type { BenchRow } from './row.ts'
import { type BenchServer, startBenchServer } from './server.ts'

const CONNECTIONS = 64
const SECONDS = 5
const WARM_UP_SECONDS = 2
const ROUNDS = 3
/** Nobody applies what is queued here: the default bound would be reached. */
const QUEUED_MAX = '100000000'

/**
 * Durable single POST /v1/operations per second over 64 connections, each with an idempotency key of its own, against the same without
 * keys. The two take turns on the same gateway; the ratio is the median of the rounds' ratios.
 */
export async function ingestIdempotentBench(): Promise<BenchRow> {
  const server = await startBenchServer()
  try {
    await makeWallets(server)
    const parts = await prepareParts(server, { WALLETMESH_LIMITS__QUEUED_OPERATIONS: QUEUED_MAX })
    parts.spawn('gateway/main.ts')
    try {
      await parts.ready()
      const measure = (header: string) => requestsPerSecond(server, parts.url, header)
      // A header of the same length, so that client and parser have the same to do.
      const rounds = await inTurn(
        ROUNDS,
        () => measure('idempotency-key'),
        () => measure('x-something-else'),
      )
      const { measured, baseline, ratio, rounds: shown } = ofRounds(rounds)
      return {
        name: 'ingest-idempotent',
        measured,
        unit: 'requests/s',
        baseline,
        baseline_unit: 'requests/s without keys',
        ratio,
        first_mark: '0.6×',
        goal: '0.75×',
        details: { connections: CONNECTIONS, rounds: shown },
      }
    } finally {
      await parts.stop()
    }
  } finally {
    await server.stop()
  }
}

export const BODIES = Array.from({ length: 100 }, (_, i) => operationOf(i))

/** Each request has another value in the header. */
async function requestsPerSecond(server: BenchServer, url: string, header: string): Promise<number> {
  await server.admin('checkpoint')
  const run = randomUUID()
  let sent = 0
  const headers = () => `${header}: ${run}-${++sent}\r\n`
  const load = { url, path: '/v1/operations', connections: CONNECTIONS, headers, bodies: BODIES }
  await postsPerSecond({ ...load, seconds: WARM_UP_SECONDS })
  return postsPerSecond({ ...load, seconds: SECONDS })
}

/** Body of POST /v1/operations. */
function operationOf(i: number): string {
  const { originId, targetId, amount } = transferOf(i)
  return JSON.stringify({
    kind: 'transfer',
    origin_wallet_id: originId,
    target_wallet_id: targetId,
    amount: String(amount),
    currency: 'USD',
  })
}
