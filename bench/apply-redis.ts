import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { Registry } from 'prom-client'
import { findFreePort } from '../cli/up/ports.ts'
import type { Pool } from '../common/database/pool.ts'
import { openLog } from '../common/log.ts'
import { keysOf } from '../common/redis/keys.ts'
import { createGroupCaches, type GroupCaches } from '../op-processor/cache/group-caches.ts'
import { cacheMetrics } from '../op-processor/cache/metrics.ts'
import { drain, onFundedWallets, queueTransfers, settle } from './full-queue.ts'
import { inTurn, ofRounds } from './rounds.ts'
import type { BenchRow } from './row.ts'
import type { BenchServer } from './server.ts'

const WALLETS = 100_000
const TRANSFERS = 150_000
const ROUNDS = 3
const BATCH_SIZE = 5_000

/**
 * Transfers per second that one op-processor applies from a full queue while it keeps balances in a Redis of this machine
 * and tells there of every journal, against the same without a Redis. The two take turns.
 */
export async function applyRedisBench(): Promise<BenchRow> {
  return onFundedWallets(WALLETS, (server, pool) =>
    withRedis(async (url) => {
      const registry = new Registry()
      const caches = createGroupCaches({
        url,
        keys: async () => keysOf({ schemaName: server.schemaName, id: 'bench' }),
        pool,
        metrics: cacheMetrics(registry),
        log: openLog('bench', 'warn'),
      })
      await caches.start()
      const { rounds, ...figures } = ofRounds(
        await inTurn(
          ROUNDS,
          () => applied(server, pool, caches),
          () => applied(server, pool),
        ),
      )
      await caches.stop()
      return {
        name: 'apply-redis',
        unit: 'transfers/s with Redis',
        ...figures,
        baseline_unit: 'transfers/s without',
        first_mark: '0.8×',
        goal: '0.9×',
        details: {
          wallets: WALLETS,
          transfers: TRANSFERS,
          batch_size: BATCH_SIZE,
          rounds,
          balances_written: await countOf(registry, 'walletmesh_cache_writes_total'),
          balances_dropped: await countOf(registry, 'walletmesh_cache_dropped_total'),
        },
      }
    }),
  )
}

async function applied(server: BenchServer, pool: Pool, caches?: GroupCaches): Promise<number> {
  await queueTransfers(pool, { count: TRANSFERS, wallets: WALLETS })
  await settle(server)
  if (caches === undefined) return drain(pool, BATCH_SIZE)
  const cache = caches.hold({ group: 1, epoch: 0n })
  try {
    return await drain(pool, BATCH_SIZE, cache)
  } finally {
    cache.release()
  }
}

async function countOf(registry: Registry, name: string): Promise<number> {
  const metric = await registry.getSingleMetric(name)?.get()
  return metric?.values[0]?.value ?? 0
}

/** On a Redis of its own that stores nothing. */
async function withRedis<Result>(measure: (url: string) => Promise<Result>): Promise<Result> {
  const port = await findFreePort('127.0.0.1', Math.random)
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const server: ChildProcess = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const failed = once(server, 'error').then(([error]) => Promise.reject(error))
  try {
    await Promise.race([failed, ready(server)])
    return await measure(`redis://127.0.0.1:${port}`)
  } finally {
    server.kill('SIGKILL')
  }
}

async function ready(server: ChildProcess): Promise<void> {
  for await (const chunk of server.stdout ?? []) if (String(chunk).includes('Ready to accept connections')) break
  await delay(0)
}
