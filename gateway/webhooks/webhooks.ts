import { openPool } from '../../common/database/pool.ts'
import type { Log } from '../../common/log.ts'
import type { Registry } from '../../common/metrics.ts'
import type { Service } from '../../common/service.ts'
import type { Settings } from '../../common/settings/settings.ts'
import { classify } from '../errors.ts'
import type { DatabaseAddress } from '../pools.ts'
import { createDeliverer } from './deliver.ts'
import { fanOut } from './fan-out.ts'
import { type Paced, paced } from './pace.ts'
import { summarizeOperations } from './sql/fan-out.ts'
import { prune } from './sql/prune.ts'
import { webhookMetrics } from './webhook-metrics.ts'

export interface WebhooksOptions {
  settings: Settings['webhooks']
  database: DatabaseAddress
  metrics: Registry
  log: Log
}

export interface Webhooks extends Service {
  readonly settings: Settings['webhooks']
  /** Something may have to be told or sent at once. */
  wake(): void
}

/** One for fanning out, the others for claims and their ends. */
const CONNECTIONS = 4
const TRANSACTION_TIMEOUT_MS = 30_000
/** While there is no webhook. */
const IDLE_POLL_MS = 5_000
const SUMMARIZE_MS = 10_000
const PRUNE_MS = 60_000

/**
 * Tells others of what happened: writes deliveries behind what is committed, and sends them. Every gateway does it; they share the
 * work through the database, and each may be killed. Nothing of it is in the way of applying operations.
 *
 * A table of our own and not a job queue such as graphile-worker: a transfer has to wait for two wallets, a queue's jobs for one name.
 */
export function createWebhooks({ settings, database, metrics: registry, log }: WebhooksOptions): Webhooks {
  const pool = openPool({
    ...database,
    connectionsMax: CONNECTIONS,
    applicationName: 'walletmesh gateway webhooks',
    transactionTimeoutMs: TRANSACTION_TIMEOUT_MS,
    // A table that was small when a plan was made is not read as a whole ever after.
    // A claim or an end that a crash of the server takes back is repeated, as after a crash of the gateway; events and cursors go
    // together. So nobody waits for the disk.
    settings: { enable_seqscan: 'off', synchronous_commit: 'off' },
  })
  const metrics = webhookMetrics(registry, pool, log)
  const jobs: Paced[] = []
  let summarizedAtMs = Number.NEGATIVE_INFINITY
  const deliverer = createDeliverer({
    pool,
    settings,
    random: Math.random,
    onAttempt: metrics.attempt,
    onFree: () => delivering?.wake(),
    log,
  })
  let delivering: Paced | undefined
  let fanningOut: Paced | undefined
  let stopping: Promise<void> | undefined

  /** What fails is logged, and comes again. */
  const patiently = (what: string, work: () => Promise<number>) => async () => {
    try {
      return await work()
    } catch (error) {
      log[classify(error) === null ? 'error' : 'warn']({ err: error }, `${what} failed, it is tried again`)
      return IDLE_POLL_MS
    }
  }

  async function tell(): Promise<number> {
    const { watching, operations, deliveries, more } = await fanOut(pool)
    metrics.fannedOut(operations)
    if (deliveries > 0) delivering?.wake()
    if (operations > 0 && performance.now() - summarizedAtMs > SUMMARIZE_MS) {
      summarizedAtMs = performance.now()
      // Only the owner of the table may; without it the work is slower.
      await summarizeOperations(pool).catch((error: unknown) => log.debug({ err: error }, 'the BRIN stays behind'))
    }
    if (more) return 0
    return watching ? settings.poll : Math.max(settings.poll, IDLE_POLL_MS)
  }

  async function deliver(): Promise<number> {
    await deliverer.round()
    return settings.poll
  }

  async function tidy(): Promise<number> {
    return (await prune(pool, settings.keptDays)) ? 0 : PRUNE_MS
  }

  async function end(): Promise<void> {
    await Promise.all(jobs.map((job) => job.stop()))
    await deliverer.drain()
    await pool.end()
  }

  return {
    settings,
    wake() {
      fanningOut?.wake()
      delivering?.wake()
    },
    async start() {
      fanningOut = paced(patiently('looking for what to tell webhooks', tell))
      delivering = paced(patiently('sending webhooks', deliver))
      jobs.push(fanningOut, delivering, paced(patiently('removing old deliveries', tidy)))
    },
    stop() {
      stopping ??= end()
      return stopping
    },
  }
}
