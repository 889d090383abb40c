import { command, runCommand, settingsOf } from '../common/command.ts'
import { type Database, openDatabase } from '../common/database/open.ts'
import { createGrpcServer } from '../common/grpc/server.ts'
import { type Log, openLog } from '../common/log.ts'
import { openMetrics } from '../common/metrics.ts'
import { createMetricsServer } from '../common/metrics-server.ts'
import { runService, type Service, stopInOrder } from '../common/service.ts'
import { formatAddress } from '../common/settings/address.ts'
import type { Settings } from '../common/settings/settings.ts'
import { settlerMetrics } from './metrics.ts'
import { createSettlementService, statusOf } from './settlement-service.ts'
import { createSettler } from './settler.ts'
import { openStore } from './store/open-store.ts'
import type { SnapshotStore } from './store/snapshot-store.ts'

const program = command(
  'settler',
  'Takes snapshots of what banks are owed, nets it, and settles what is approved.',
).action(run)

async function run(options: { settings?: string }): Promise<void> {
  const settings = settingsOf(options)
  const log = openLog('settler', settings.logLevel)
  const database = await openDatabase(settings, log)
  try {
    const store = await openStore(settings, database, log)
    await runService(processService(settings, database, store, log), {
      log,
      shutdownTimeoutMs: settings.shutdownTimeoutSec * 1000,
    })
  } finally {
    await database.leave()
  }
}

function processService(settings: Settings, database: Database, store: SnapshotStore, log: Log): Service {
  const registry = openMetrics('settler')
  const { allowInsecure, shutdownTimeoutSec } = settings
  const settler = createSettler({ settings, database, store, metrics: settlerMetrics(registry), log })
  const grpc = createGrpcServer({
    address: settings.settlement.address,
    setting: 'settlement.address',
    allowInsecure,
    services: [createSettlementService({ settler, store, clearingHouse: clearingHouseOf(settings), log })],
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
      await grpc.start()
      const metrics = `http://${formatAddress(metricsServer.address)}`
      log.info(`settling, gRPC at ${formatAddress(grpc.address)}, snapshots in ${store.kind}, metrics at ${metrics}`)
    },
    stop: () => stopInOrder(grpc, settler, metricsServer),
  }
}

function clearingHouseOf({ settlement }: Settings): { name: string; bic: string | null } {
  return { name: settlement.houseName, bic: settlement.houseBic === '' ? null : settlement.houseBic }
}

await runCommand(program, process.argv)
