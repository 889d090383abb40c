import { command, runCommand, settingsOf } from '../common/command.ts'
import { type Database, openDatabase } from '../common/database/open.ts'
import { openPool, type Pool } from '../common/database/pool.ts'
import { createGrpcServer } from '../common/grpc/server.ts'
import { type Log, openLog } from '../common/log.ts'
import { openMetrics } from '../common/metrics.ts'
import { createMetricsServer } from '../common/metrics-server.ts'
import { runService, type Service, stopInOrder } from '../common/service.ts'
import { formatAddress } from '../common/settings/address.ts'
import type { Settings } from '../common/settings/settings.ts'
import { openTls, type Tls } from '../common/tls/tls.ts'
import { createFraudService } from './fraud-service.ts'
import { fraudMetrics } from './metrics.ts'

const CONNECTIONS_MAX = 8

const program = command('fraud', 'Looks at transfers for fraud, by the rules that are set.').action(run)

async function run(options: { settings?: string }): Promise<void> {
  const settings = settingsOf(options)
  const log = openLog('fraud', settings.logLevel)
  const tls = openTls({ paths: settings.tls, part: 'fraud', log })
  const database = await openDatabase(settings, log)
  const pool = poolOf(database)
  try {
    const service = processService({ settings, tls, pool, log })
    await runService(service, { log, shutdownTimeoutMs: settings.shutdownTimeoutSec * 1000 })
  } finally {
    await pool.end()
    await database.leave()
  }
}

/** A verdict that takes longer is not waited for. */
const STATEMENT_TIMEOUT_MS = 10_000

function poolOf({ dsn, schemaName }: Database): Pool {
  return openPool({
    dsn,
    schemaName,
    connectionsMax: CONNECTIONS_MAX,
    applicationName: 'walletmesh fraud',
    settings: { statement_timeout: String(STATEMENT_TIMEOUT_MS) },
  })
}

interface Parts {
  settings: Settings
  tls: Tls | undefined
  pool: Pool
  log: Log
}

function processService({ settings, tls, pool, log }: Parts): Service {
  const registry = openMetrics('fraud')
  const { allowInsecure, shutdownTimeoutSec } = settings
  const grpc = createGrpcServer({
    address: settings.fraud.address,
    setting: 'fraud.address',
    tls,
    allowInsecure,
    services: [createFraudService({ pool, metrics: fraudMetrics(registry), log })],
    // What the database does is known to every server, and there is nothing else.
    statusOf: () => null,
    log,
    metrics: registry,
    graceMs: shutdownTimeoutSec * 500,
  })
  const metricsServer = createMetricsServer({
    address: settings.metrics.address,
    allowInsecure,
    registry,
    async ready() {
      await pool.query('select')
      return true
    },
  })
  return {
    async start() {
      await metricsServer.start()
      await grpc.start()
      const metrics = `http://${formatAddress(metricsServer.address)}`
      log.info(`screening, gRPC at ${formatAddress(grpc.address)}, metrics at ${metrics}`)
    },
    stop: () => stopInOrder(grpc, metricsServer),
  }
}

await runCommand(program, process.argv)
