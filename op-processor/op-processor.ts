import { installationId } from '../common/database/installation.ts'
import type { Database } from '../common/database/open.ts'
import { openPool } from '../common/database/pool.ts'
import type { Log } from '../common/log.ts'
import type { Registry } from '../common/metrics.ts'
import { keysOf } from '../common/redis/keys.ts'
import type { Service } from '../common/service.ts'
import type { Settings } from '../common/settings/settings.ts'
import type { Tls } from '../common/tls/tls.ts'
import { openApplyStore } from './apply/store.ts'
import { createGroupCaches, type HeldCache } from './cache/group-caches.ts'
import { cacheMetrics } from './cache/metrics.ts'
import { createGroupWorker, type GroupWorker } from './group-worker.ts'
import { createLeaseHolder, type Lease } from './lease/holder.ts'
import { processorMetrics } from './metrics.ts'

export interface OpProcessorOptions {
  settings: Settings
  tls: Tls | undefined
  database: Database
  log: Log
  registry: Registry
  /** UUID of this process. */
  processorId: string
  /** For people: host and process id. */
  name: string
  /** The one group to hold; undefined: any fair share. */
  number?: number | undefined
  /** host:port of this process' metrics. */
  metricsAddress: string
  random: () => number
}

export interface OpProcessor extends Service {
  /** Whether the database answers. */
  ready(): Promise<boolean>
}

type Worker = GroupWorker & { cache: HeldCache }

/** A transaction of a batch is ended by the server after this share of the lease time. */
const TRANSACTION_SHARE_OF_TTL = 0.4

/** Holds leases and applies the operations of the groups that they are for, one worker per group. */
export function createOpProcessor(options: OpProcessorOptions): OpProcessor {
  const { settings, database, log } = options
  const pool = openPool({
    dsn: database.dsn,
    schemaName: database.schemaName,
    connectionsMax: settings.maxPoolTasks,
    applicationName: 'op_processor',
    transactionTimeoutMs: Math.ceil(settings.lease.ttl * TRANSACTION_SHARE_OF_TTL),
    pipeline: true,
  })
  const store = openApplyStore(pool)
  const metrics = processorMetrics(options.registry)
  const caches = createGroupCaches({
    url: settings.redis.url,
    keys: async () => keysOf({ schemaName: database.schemaName, id: await installationId(pool) }),
    pool,
    metrics: cacheMetrics(options.registry),
    log,
  })
  const workers = new Map<number, Worker>()
  const ending = new Set<Promise<void>>()

  const holder = createLeaseHolder({
    gateways: settings.grpc.gateways,
    tls: options.tls,
    processorId: options.processorId,
    name: options.name,
    number: options.number,
    metricsAddress: options.metricsAddress,
    ttlMs: settings.lease.ttl,
    log,
    random: options.random,
    on: {
      granted: startWorker,
      revoked: (group, lost) => track(lost ? endWorker(group) : yieldGroup(group)),
      workAvailable: wake,
      waiting: (group, holderName, reason) => log.info({ group, holderName }, `waiting: ${reason}`),
    },
  })

  function startWorker(lease: Lease): void {
    const { group } = lease
    const previous = endWorker(group)
    const cache = caches.hold(lease)
    const worker = createGroupWorker({
      store,
      lease,
      batchSizeMax: settings.operationProcessorLimit,
      pollDelayMs: settings.operationProcessorDelay,
      log,
      random: options.random,
      on: {
        applied(result, durationMs) {
          metrics.applied(group, result, durationMs)
          if (result.queuedFor.size > 0) passOn(result.queuedFor)
        },
        retried: () => metrics.retried(group),
        buried(operationId, error) {
          metrics.buried(group)
          log.error({ group, operationId, err: error }, 'moved to the dead letters')
        },
        lost: () => track(endWorker(group)),
      },
      observer: cache,
    })
    workers.set(group, { ...worker, cache })
    metrics.holding(group, lease.epoch)
    log.info({ group, epoch: String(lease.epoch) }, 'holding')
    // An earlier worker of the group may be in its last batch: its epoch is older, so it commits nothing.
    track(previous.then(() => worker.start()))
  }

  /** Ends the worker after the batch that it is in. */
  async function endWorker(group: number): Promise<void> {
    const worker = workers.get(group)
    if (worker === undefined) return
    workers.delete(group)
    metrics.released(group)
    await worker.stop()
    worker.cache.release()
  }

  async function yieldGroup(group: number): Promise<void> {
    await endWorker(group)
    await holder.release([group])
    log.info({ group }, 'released')
  }

  function passOn(groups: ReadonlySet<number>): void {
    wake(groups)
    const elsewhere = [...groups].filter((group) => !workers.has(group))
    if (elsewhere.length > 0) holder.queued(elsewhere)
  }

  function wake(groups: Iterable<number>): void {
    for (const group of groups) workers.get(group)?.wake()
  }

  function track(work: Promise<void>): void {
    const settled = work.catch((error: unknown) => log.error({ err: error }, 'ending a worker failed'))
    ending.add(settled)
    settled.finally(() => ending.delete(settled))
  }

  let stopped: Promise<void> | undefined
  async function stop(): Promise<void> {
    // From now on others may have what is released, and nothing new is granted.
    holder.leave()
    const groups = [...workers.keys()]
    await Promise.all([...groups.map(endWorker), ...ending])
    await holder.release(groups)
    await holder.stop()
    await caches.stop()
    await pool.end()
  }

  return {
    async start() {
      await caches.start()
      await holder.start()
    },
    async ready() {
      await pool.query('select 1')
      return true
    },
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}
