import type { Database } from '../common/database/open.ts'
import { openPool } from '../common/database/pool.ts'
import { createGrpcServer as createServer, type GrpcServer, type GrpcService } from '../common/grpc/server.ts'
import type { Log } from '../common/log.ts'
import type { Registry } from '../common/metrics.ts'
import { stopInOrder } from '../common/service.ts'
import type { Settings } from '../common/settings/settings.ts'
import type { Tls } from '../common/tls/tls.ts'
import { statusOf } from './grpc-status.ts'
import { createLeaseService } from './lease/lease-service.ts'
import { openLeaseStore } from './lease/lease-store.ts'
import { notify } from './lease/sql/notify.ts'
import type { WorkListener } from './work-listener.ts'

export interface GatewayGrpcOptions {
  settings: Pick<Settings, 'grpc' | 'lease' | 'allowInsecure' | 'shutdownTimeoutSec'>
  tls: Tls | undefined
  database: Pick<Database, 'dsn' | 'schemaName'>
  /** Served beside the leases. */
  services?: readonly GrpcService[]
  log: Log
  metrics: Registry
}

export interface GatewayGrpcServer extends GrpcServer, WorkListener {}

/**
 * Connections of their own, so that renewals wait for no request: two for grants, which may wait for a lock, and two for
 * everything else. One more listens.
 */
const CONNECTIONS_MAX = 4

/** The gateway's gRPC side: the lease service and others, with health and reflection. */
export function createGrpcServer(options: GatewayGrpcOptions): GatewayGrpcServer {
  const { settings, tls, database, services = [], log, metrics } = options
  const ttlMs = settings.lease.ttl
  const pool = openPool({
    ...database,
    connectionsMax: CONNECTIONS_MAX,
    applicationName: 'gateway leases',
    transactionTimeoutMs: Math.ceil(ttlMs / 2),
    pipeline: true,
  })
  const leases = createLeaseService({
    ...database,
    store: openLeaseStore(pool, ttlMs),
    notify: (channel, payload) => notify(pool, channel, payload),
    random: Math.random,
    log,
    metrics,
  })
  const server = createServer({
    address: settings.grpc.address,
    setting: 'grpc.address',
    allowInsecure: settings.allowInsecure,
    tls,
    services: [leases.grpc, ...services],
    statusOf,
    log,
    metrics,
    graceMs: settings.shutdownTimeoutSec * 500,
  })
  let closed: Promise<void> | undefined
  return {
    get address() {
      return server.address
    },
    workQueued: (groups) => leases.workQueued(groups),
    async start() {
      await leases.start()
      await server.start()
    },
    async stop() {
      const closePool = () => {
        closed ??= pool.end()
        return closed
      }
      await stopInOrder(leases, server, { stop: closePool })
    },
  }
}
