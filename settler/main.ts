import type { Command } from 'commander'
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
import { atTimes } from './at-times.ts'
import { settlerMetrics } from './metrics.ts'
import { createPayables } from './payables/payables.ts'
import { day, type PayablesCommandOptions, payablesCommand } from './payables/payables-command.ts'
import { createSettlementService, statusOf } from './settlement-service.ts'
import { createSettler } from './settler.ts'
import { openMongoStore, type SnapshotStores, snapshotStores } from './store/snapshot-stores.ts'

/** Requests, turns, the settlement under way, and snapshots kept in PostgreSQL. */
const CONNECTIONS_MAX = 8

const program = command(
  'settler',
  'Takes snapshots of what banks are owed, nets it, settles what is approved, and pays merchants what is due.',
).action(run)
program
  .command('payables')
  .description('Pays out what is due to merchants on a day or before, and ends.')
  .option('--date <date>', 'that day, in UTC (default: today)', day)
  .action((_options: object, self: Command) => payablesCommand(self.optsWithGlobals<PayablesCommandOptions>()))

async function run(options: { settings?: string }): Promise<void> {
  const settings = settingsOf(options)
  const log = openLog('settler', settings.logLevel)
  const tls = openTls({ paths: settings.tls, part: 'settler', log })
  // First, as it tells at once when it cannot be used.
  const mongo = await openMongoStore(settings, log)
  const database = await openDatabase(settings, log)
  const pool = openPool({
    dsn: database.dsn,
    schemaName: database.schemaName,
    connectionsMax: CONNECTIONS_MAX,
    applicationName: 'walletmesh settler',
    // Who queues shares the topology's lock.
    transactionTimeoutMs: Math.floor(settings.lease.ttl / 3),
  })
  const stores = snapshotStores(mongo, pool)
  try {
    const service = processService({ settings, tls, database, pool, stores, log })
    await runService(service, { log, shutdownTimeoutMs: settings.shutdownTimeoutSec * 1000 })
  } finally {
    await stores.close()
    await pool.end()
    await database.leave()
  }
}

interface Parts {
  settings: Settings
  tls: Tls | undefined
  database: Database
  pool: Pool
  stores: SnapshotStores
  log: Log
}

function processService({ settings, tls, database, pool, stores, log }: Parts): Service {
  const registry = openMetrics('settler')
  const { allowInsecure, shutdownTimeoutSec } = settings
  const metrics = settlerMetrics(registry)
  const settler = createSettler({ settings, database, pool, stores, atTimes, metrics, log })
  const payables = createPayables({ schedule: settings.cards.payoutSchedule, pool, atTimes, metrics, log })
  const grpc = createGrpcServer({
    address: settings.settlement.address,
    setting: 'settlement.address',
    tls,
    allowInsecure,
    services: [createSettlementService({ settler, pool, stores, clearingHouse: clearingHouseOf(settings), log })],
    statusOf,
    log,
    metrics: registry,
    graceMs: shutdownTimeoutSec * 500,
  })
  const metricsServer = createMetricsServer({
    address: settings.metrics.address,
    allowInsecure,
    registry,
    ready: () => settler.ready(),
  })
  return {
    async start() {
      await metricsServer.start()
      await settler.start()
      await payables.start()
      await grpc.start()
      const metricsUrl = `http://${formatAddress(metricsServer.address)}`
      log.info(
        `settling, gRPC at ${formatAddress(grpc.address)}, snapshots in ${stores.current.kind}, metrics at ${metricsUrl}`,
      )
    },
    stop: () => stopInOrder(grpc, payables, settler, metricsServer),
  }
}

function clearingHouseOf({ settlement }: Settings): { name: string; bic: string | null } {
  return { name: settlement.houseName, bic: settlement.houseBic === '' ? null : settlement.houseBic }
}

await runCommand(program, process.argv)
