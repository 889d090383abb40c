import { randomUUID } from 'node:crypto'
import { openPool, type Pool } from '../common/database/pool.ts'
import { createKey } from '../common/identity/keys.ts'
import { hashPassword } from '../common/identity/passwords.ts'
import { createUser } from '../common/identity/users.ts'
import { makeWallets, singleOf } from './ingest.ts'
import { BODIES } from './ingest-idempotent.ts'
import { prepareParts } from './parts.ts'
import { postsPerSecond } from './posts.ts'
import { inTurn, ofRounds } from './rounds.ts'
import type { BenchRow } from './row.ts'
import { type BenchServer, startBenchServer } from './server.ts'

const CONNECTIONS = 64
const SECONDS = 5
const WARM_UP_SECONDS = 2
const ROUNDS = 3
const SECURED = {
  WALLETMESH_AUTH__MODE: 'required',
  // Nobody applies what is queued here: the default bound would be reached.
  WALLETMESH_LIMITS__QUEUED_OPERATIONS: '100000000',
}
const BARE_BODIES = Array.from({ length: 100 }, (_, i) => singleOf(i))
const BY = { actor: { kind: 'command', id: 'bench' } } as const

/**
 * Durable single POST /v1/operations per second over 64 connections by the API key of a merchant who owns the wallets, each with an
 * idempotency key of its own, against the baseline of `ingest`: the server answering classic transfers without a database, and asking
 * nobody. The two take turns; the ratio is the median of the rounds' ratios.
 */
export async function ingestSecuredBench(): Promise<BenchRow> {
  const server = await startBenchServer()
  try {
    await makeWallets(server)
    const key = await merchantKey(server)
    const rounds = await inTurn(
      ROUNDS,
      () => secured(server, key),
      () => bare(server),
    )
    const { measured, baseline, ratio, rounds: shown } = ofRounds(rounds)
    return {
      name: 'ingest-secured',
      measured,
      unit: 'requests/s',
      baseline,
      baseline_unit: 'requests/s without a database, callers and keys',
      ratio,
      first_mark: '0.5×',
      goal: '0.7×',
      details: { connections: CONNECTIONS, rounds: shown },
    }
  } finally {
    await server.stop()
  }
}

/** Of a merchant whose all wallets are. */
async function merchantKey(server: BenchServer): Promise<string> {
  const pool: Pool = openPool({ ...server, connectionsMax: 1, applicationName: 'bench' })
  try {
    const passwordHash = await hashPassword(randomUUID())
    const user = await createUser(
      pool,
      { email: 'merchant@example.org', name: 'Merchant', role: 'merchant', passwordHash },
      BY,
    )
    if (user === 'email_taken') throw new Error('the database of the benchmark was used before')
    await pool.query('insert into wallet_owners (wallet_id, user_id) select id, $1 from wallets', [user.id])
    const { text } = await createKey(pool, { name: 'shop', role: 'merchant', ownerId: user.id, expiresAt: null }, BY)
    return text
  } finally {
    await pool.end()
  }
}

async function secured(server: BenchServer, key: string): Promise<number> {
  const run = randomUUID()
  let sent = 0
  const headers = () => `authorization: Bearer ${key}\r\nidempotency-key: ${run}-${++sent}\r\n`
  return requestsPerSecond(server, 'gateway/main.ts', { path: '/v1/operations', headers, bodies: BODIES })
}

async function bare(server: BenchServer): Promise<number> {
  const load = { path: '/transfer_amount', headers: () => '', bodies: BARE_BODIES }
  return requestsPerSecond(server, 'bench/bare-gateway.ts', load)
}

interface Load {
  path: string
  headers: () => string
  bodies: readonly string[]
}

async function requestsPerSecond(server: BenchServer, script: string, load: Load): Promise<number> {
  await server.admin('checkpoint')
  const parts = await prepareParts(server, SECURED)
  parts.spawn(script)
  try {
    await parts.ready()
    const posts = { ...load, url: parts.url, connections: CONNECTIONS }
    await postsPerSecond({ ...posts, seconds: WARM_UP_SECONDS })
    return await postsPerSecond({ ...posts, seconds: SECONDS })
  } finally {
    await parts.stop()
  }
}
