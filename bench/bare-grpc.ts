import { openPool } from '../common/database/pool.ts'
import { createGrpcServer } from '../common/grpc/server.ts'
import { openLog } from '../common/log.ts'
import { openMetrics } from '../common/metrics.ts'
import { runService, stopInOrder } from '../common/service.ts'
import { readSettings } from '../common/settings/settings.ts'
import { openTls } from '../common/tls/tls.ts'
import { statusOf } from '../gateway/grpc-status.ts'
import { createHttpServer } from '../gateway/http.ts'
import { Ownership } from '../gateway/identity/ownership.ts'
import { OPEN } from '../gateway/identity/principal.ts'
import { operationIds } from '../gateway/ingest/operation-ids.ts'
import { createPaymentService } from '../gateway/payment/payment-service.ts'

/**
 * The gateway's gRPC server and its payment service, answering without a database: what `ingest-grpc` is compared with. It
 * reads and checks each request as the gateway does.
 */
const settings = readSettings()
const nextId = operationIds()
const log = openLog('bare-grpc', settings.logLevel)
const tls = openTls({ paths: settings.tls, part: 'gateway', log })
const metrics = openMetrics('bare-grpc')
const ingest = {
  queue: async () => nextId(),
  queueEach: async (operations: readonly unknown[]) => operations.map(nextId),
  queueReversal: async () => nextId(),
}
// It is never connected: nobody asks for an operation.
const reads = openPool({ ...settings, connectionsMax: 1, applicationName: 'bench' })
const payments = createPaymentService({
  ingest,
  payments: { pay: ingest.queue, payEach: ingest.queueEach, reverse: ingest.queue },
  identity: { principalOf: () => OPEN, ownership: new Ownership(async () => new Map()) },
  // Nobody sends a key.
  idempotency: { once: async (_claim, work) => ({ answer: await work(), isReplay: false }) },
  reads,
  log,
})
const grpc = createGrpcServer({
  address: settings.grpc.address,
  setting: 'grpc.address',
  allowInsecure: false,
  tls,
  services: [payments.grpc],
  statusOf,
  log,
  metrics,
  graceMs: settings.shutdownTimeoutSec * 500,
})
const http = createHttpServer({
  settings,
  tls,
  log,
  metrics,
  routes(app) {
    app.get('/ready', async () => 'ready')
  },
})
const both = {
  async start() {
    await grpc.start()
    await http.start()
  },
  stop: () => stopInOrder(http, payments, grpc, { stop: () => reads.end() }),
}
await runService(both, { log, shutdownTimeoutMs: settings.shutdownTimeoutSec * 1000 })
process.exit(0)
