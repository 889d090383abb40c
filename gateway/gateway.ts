import type { GrpcService } from '../common/grpc/server.ts'
import type { Log } from '../common/log.ts'
import { assertMayListen } from '../common/may-listen.ts'
import { openMetrics, type Registry } from '../common/metrics.ts'
import { type Service, stopInOrder } from '../common/service.ts'
import type { Address } from '../common/settings/address.ts'
import type { Settings } from '../common/settings/settings.ts'
import type { Tls } from '../common/tls/tls.ts'
import { classicRoutes } from './classic/classic.ts'
import { answerErrors, answerUnknownPaths } from './classic/envelope.ts'
import { openClearing } from './clearing/clearing.ts'
import { createHoldsJob } from './holds-job.ts'
import { createHttpServer } from './http.ts'
import { BatchedIngest } from './ingest/ingest.ts'
import { ingestMetrics } from './ingest/ingest-metrics.ts'
import { createMonthsJob } from './months-job.ts'
import { type MetricsText, operationalRoutes } from './operational.ts'
import { Outcomes } from './outcomes.ts'
import { createPaymentService } from './payment/payment-service.ts'
import { type DatabaseAddress, openPools, transactionTimeoutOf } from './pools.ts'
import { measureQueue } from './queue-metrics.ts'
import { createReadiness } from './readiness.ts'
import { v1Routes } from './v1/v1.ts'
import type { WorkListener } from './work-listener.ts'

export interface GatewayOptions {
  settings: Settings
  /** With it HTTP is HTTPS. */
  tls: Tls | undefined
  /** Migrated. */
  database: DatabaseAddress
  log: Log
  /** Serves these and the leases over gRPC as long as the gateway runs, and learns of queued work. */
  grpc?: (services: readonly GrpcService[]) => Service & WorkListener
  metrics?: Registry
  /** What /metrics prints, when that is more than this process knows. */
  allMetrics?: MetricsText
}

export interface Gateway extends Service {
  /** Where it serves HTTP; before `start`, where it was told to. */
  readonly address: Address
}

const SECOND_MS = 1_000

/** The server ends a transaction that lasts too long; its answer may take this much longer to arrive. */
const ANSWER_GRACE_MS = 5_000

const NO_GRPC: Service & WorkListener = { async start() {}, async stop() {}, workQueued() {} }

/**
 * Takes operations over HTTP and gRPC, queues them durably and answers for what became of them. Every gateway is
 * complete: start as many as are wanted on one database.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { settings, tls, database, log, metrics = openMetrics('gateway'), allMetrics = metrics } = options
  const pools = openPools(settings, database)
  const ingest = new BatchedIngest({
    pool: pools.ingest,
    writes: pools.writes,
    reads: pools.reads,
    limits: settings.limits,
    holds: {
      expiresAfterSec: settings.holds.expiresAfter / SECOND_MS,
      expiresAfterSecMax: Math.floor(settings.holds.expiresAfterMax / SECOND_MS),
    },
    answerTimeoutMs: transactionTimeoutOf(settings) + ANSWER_GRACE_MS,
    listener: { workQueued: (groups) => grpc.workQueued(groups) },
    metrics: ingestMetrics(metrics),
    log,
  })
  const clearing = openClearing({ settings: settings.settlement, ingest, pools, tls, log })
  const payments = createPaymentService({ ingest, payments: clearing.payments, reads: pools.reads, log })
  const grpc = options.grpc?.([payments.grpc]) ?? NO_GRPC
  const months = createMonthsJob({ settings: settings.ledger, database, log })
  const holds = createHoldsJob({
    pool: pools.writes,
    delayMs: settings.holds.sweepDelay,
    listener: { workQueued: (groups) => grpc.workQueued(groups) },
    log,
  })
  const outcomes = new Outcomes(pools.reads, log)
  const readiness = createReadiness(database, pools.reads, log)
  measureQueue(metrics, pools.reads, log)
  const http = createHttpServer({
    settings,
    tls,
    metrics,
    log,
    routes: (app) => {
      answerErrors(app, log)
      answerUnknownPaths(app)
      operationalRoutes(app, { readiness, metrics: allMetrics })
      app.register(async (classic) =>
        classicRoutes(classic, { ingest, pools, location: settings.location, pageMax: settings.limits.pageMax, log }),
      )
      app.register(async (v1) => v1Routes(v1, { ingest, clearing, outcomes, pools, log }), { prefix: '/v1' })
    },
  })
  let stopping: Promise<void> | undefined
  return {
    get address() {
      return http.address
    },
    async start() {
      const { ip: address, allowInsecure } = settings
      assertMayListen({ address, setting: 'ip', allowInsecure, has: { tls: tls !== undefined, auth: false } }, log)
      await months.start()
      await ingest.start()
      await grpc.start()
      await holds.start()
      await http.start()
    },
    stop() {
      // Requests in flight need their commits, and those their connections; processors are woken to the last.
      // Who waits for an outcome is answered first: nobody knows whether it comes.
      stopping ??= stopInOrder(outcomes, http, payments, ingest, holds, grpc, months, { stop: () => pools.end() })
      return stopping
    },
  }
}
