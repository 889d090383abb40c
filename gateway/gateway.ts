import type { GrpcService } from '../common/grpc/server.ts'
import { OPEN_LINE } from '../common/identity/open-line.ts'
import type { Log } from '../common/log.ts'
import { assertMayListen } from '../common/may-listen.ts'
import { openMetrics, type Registry } from '../common/metrics.ts'
import { type Service, stopInOrder } from '../common/service.ts'
import { type Address, isLoopback } from '../common/settings/address.ts'
import type { Settings } from '../common/settings/settings.ts'
import type { Tls } from '../common/tls/tls.ts'
import { formatRate } from '../ledger/exchange.ts'
import { openAcquirer } from './acquirer/acquirers.ts'
import { createBalances } from './balances/balances.ts'
import { measureCards } from './cards/card-metrics.ts'
import { createCards } from './cards/cards.ts'
import { classicRoutes } from './classic/classic.ts'
import { answerErrors, answerUnknownPath, answerUnknownPaths } from './classic/envelope.ts'
import { openClearing } from './clearing/clearing.ts'
import { consoleRoutes } from './console/console.ts'
import { createCurrencies } from './currencies/currencies.ts'
import { docsRoutes } from './docs/docs.ts'
import { createEvents } from './events/events.ts'
import { createBalancers } from './groups/balancers.ts'
import { createGroups } from './groups/groups.ts'
import { createHoldsJob } from './holds-job.ts'
import { createHttpServer } from './http.ts'
import { Idempotency } from './idempotency/idempotency.ts'
import { guardRoutes } from './identity/guard.ts'
import { createIdentity } from './identity/identity.ts'
import { BatchedIngest } from './ingest/ingest.ts'
import { ingestMetrics } from './ingest/ingest-metrics.ts'
import { createMonthsJob } from './months-job.ts'
import { type MetricsText, operationalRoutes } from './operational.ts'
import { Outcomes } from './outcomes.ts'
import { createPaymentService } from './payment/payment-service.ts'
import { type DatabaseAddress, openPools, transactionTimeoutOf } from './pools.ts'
import { measureQueue } from './queue-metrics.ts'
import { createReadiness } from './readiness.ts'
import { createGatewayRedis } from './redis.ts'
import { createRuleBook } from './screening/rule-book.ts'
import { createScreening } from './screening/screening.ts'
import { answerUnknownV1Path } from './v1/problem.ts'
import { v1Routes } from './v1/v1.ts'
import { createWebhooks } from './webhooks/webhooks.ts'
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
  /** What /v1/openapi.json answers. Needs no database, and no `start`. */
  openApi(): Promise<string>
}

const SECOND_MS = 1_000

/** The server ends a transaction that lasts too long; its answer may take this much longer to arrive. */
const ANSWER_GRACE_MS = 5_000

/** Listeners to events hear something this often, and at least thrice before the connection would count as unused. */
const HEARTBEAT_MS = 5_000

const NO_GRPC: Service & WorkListener = { async start() {}, async stop() {}, workQueued() {} }

/**
 * Takes operations over HTTP and gRPC, queues them durably and answers for what became of them. Every gateway is
 * complete: start as many as are wanted on one database.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { settings, tls, database, log, metrics = openMetrics('gateway'), allMetrics = metrics } = options
  const pools = openPools(settings, database)
  const rules = createRuleBook({ database, reads: pools.reads, log })
  const ingest = new BatchedIngest({
    pool: pools.ingest,
    writes: pools.writes,
    reads: pools.reads,
    limits: settings.limits,
    holds: {
      expiresAfterSec: settings.holds.expiresAfter / SECOND_MS,
      expiresAfterSecMax: Math.floor(settings.holds.expiresAfterMax / SECOND_MS),
    },
    rules,
    answerTimeoutMs: transactionTimeoutOf(settings) + ANSWER_GRACE_MS,
    listener: { workQueued: (groups) => grpc.workQueued(groups) },
    metrics: ingestMetrics(metrics),
    log,
  })
  const clearing = openClearing({ settings: settings.settlement, ingest, pools, tls, log })
  const idempotency = new Idempotency(pools)
  const identity = createIdentity({ settings: settings.auth, database, pools, log })
  const payments = createPaymentService({
    ingest,
    payments: clearing.payments,
    idempotency,
    identity,
    reads: pools.reads,
    log,
  })
  const grpc = options.grpc?.([payments.grpc]) ?? NO_GRPC
  const months = createMonthsJob({ settings: settings.ledger, database, log })
  const holds = createHoldsJob({
    pool: pools.writes,
    delayMs: settings.holds.sweepDelay,
    listener: { workQueued: (groups) => grpc.workQueued(groups) },
    log,
  })
  const screening = createScreening({
    settings: settings.fraud,
    database,
    pools,
    tls,
    listener: { workQueued: (groups) => grpc.workQueued(groups) },
    metrics,
    log,
  })
  const outcomes = new Outcomes(pools.reads, log)
  const cards = createCards({
    settings: settings.cards,
    isProduction: settings.env === 'production',
    acquirer: openAcquirer(settings.cards.acquirer, pools.reads),
    writes: pools.writes,
    reads: pools.reads,
    outcomes,
    listener: { workQueued: (groups) => grpc.workQueued(groups) },
    assertRoomFor: (operations) => ingest.assertRoomFor(operations),
    random: Math.random,
    log,
  })
  const webhooks = createWebhooks({ settings: settings.webhooks, database, metrics, log })
  const readiness = createReadiness(database, pools.reads, log)
  measureQueue(metrics, pools.reads, log)
  measureCards(metrics, pools.reads, log)
  const { schemaName } = database
  const redis = createGatewayRedis({ url: settings.redis.url, schemaName, reads: pools.reads, metrics, log })
  const balances = createBalances({ cache: redis.cache, pools, nowMs: () => performance.now() })
  const events = createEvents({
    reads: pools.reads,
    listen: redis.listen,
    heartbeatMs: Math.min(HEARTBEAT_MS, (settings.writeTimeoutSec * 1000) / 3),
    log,
  })
  const groups = createGroups({ pools })
  const balancers = createBalancers({ balancers: settings.balancer.balancers, tls, log })
  const currencies = createCurrencies({
    pools,
    onRates(rates) {
      redis.rates({ rates: Object.fromEntries([...rates].map(([code, rate]) => [code, formatRate(rate)])) })
      events.ratesChanged()
    },
  })
  const http = createHttpServer({
    settings,
    tls,
    metrics,
    log,
    unknownPath: (request, reply) =>
      request.url.startsWith('/v1/') ? answerUnknownV1Path(request, reply) : answerUnknownPath(request, reply),
    routes: (app) => {
      answerErrors(app, log)
      answerUnknownPaths(app)
      const isLocal = isLoopback(settings.ip)
      guardRoutes(app, { identity, pools, settings: settings.limits, redis: redis.shared, isLocal, log })
      consoleRoutes(app)
      docsRoutes(app)
      operationalRoutes(app, { readiness, metrics: allMetrics })
      app.register(async (classic) =>
        classicRoutes(classic, {
          ingest,
          identity,
          pools,
          location: settings.location,
          pageMax: settings.limits.pageMax,
          currencies,
          log,
        }),
      )
      const own = {
        ingest,
        identity,
        balances,
        events,
        cards,
        clearing,
        currencies,
        groups,
        balancers,
        idempotency,
        webhooks,
        screening,
        rules,
      }
      const context = { ...own, outcomes, pools, log }
      app.register(async (v1) => v1Routes(v1, context), { prefix: '/v1' })
    },
  })
  let stopping: Promise<void> | undefined
  return {
    get address() {
      return http.address
    },
    openApi: () => http.read('/v1/openapi.json'),
    async start() {
      await identity.start()
      const { ip: address, allowInsecure } = settings
      const has = { tls: tls !== undefined, auth: identity.isOn }
      assertMayListen({ address, setting: 'ip', allowInsecure, has }, log)
      if (!identity.isOn) log.info(OPEN_LINE)
      await redis.start()
      await months.start()
      await rules.start()
      await ingest.start()
      await grpc.start()
      await holds.start()
      await cards.start()
      await screening.start()
      await webhooks.start()
      await http.start()
    },
    stop() {
      // Requests in flight need their commits, and those their connections; processors are woken to the last.
      // Who waits for an outcome is answered first: nobody knows whether it comes.
      stopping ??= stopInOrder(
        events,
        outcomes,
        http,
        webhooks,
        payments,
        ingest,
        holds,
        cards,
        screening,
        grpc,
        rules,
        months,
        redis,
        identity,
        {
          stop: () => pools.end(),
        },
      )
      return stopping
    },
  }
}
