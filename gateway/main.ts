import cluster from 'node:cluster'
import { availableParallelism } from 'node:os'
import { command, runCommand, settingsOf } from '../common/command.ts'
import { openDatabase } from '../common/database/open.ts'
import { type Log, openLog } from '../common/log.ts'
import { openMetrics } from '../common/metrics.ts'
import { runService } from '../common/service.ts'
import type { Settings } from '../common/settings/settings.ts'
import { openTls, type Tls } from '../common/tls/tls.ts'
import { createGateway, type Gateway } from './gateway.ts'
import { createGrpcServer } from './grpc.ts'
import type { DatabaseAddress } from './pools.ts'
import { clusterMetrics } from './prefork/cluster-metrics.ts'
import { createPrefork } from './prefork/prefork.ts'
import { runWorker } from './prefork/worker.ts'

const program = command(
  'gateway',
  'Takes operations over HTTP and gRPC, queues them durably, and grants leases over gRPC.',
).action(run)

async function run(options: { settings?: string }): Promise<void> {
  const settings = settingsOf(options)
  const log = openLog('gateway', settings.logLevel)
  const tls = openTls({ paths: settings.tls, part: 'gateway', log })
  // The primary stays joined to an embedded database while workers come and go.
  const database = await openDatabase(settings, log)
  try {
    if (cluster.isWorker) {
      await runWorker(gatewayOf({ settings, tls, database, log }), log)
    } else {
      const service = settings.prefork
        ? createPrefork({ workers: availableParallelism(), log })
        : gatewayOf({ settings, tls, database, log })
      await runService(service, { log, shutdownTimeoutMs: settings.shutdownTimeoutSec * 1000 })
    }
  } finally {
    await database.leave()
  }
}

interface ProcessOptions {
  settings: Settings
  tls: Tls | undefined
  database: DatabaseAddress
  log: Log
}

function gatewayOf({ settings, tls, database, log }: ProcessOptions): Gateway {
  const metrics = openMetrics('gateway')
  const allMetrics = cluster.isWorker ? clusterMetrics(metrics) : metrics
  return createGateway({
    settings,
    tls,
    database,
    log,
    grpc: (services) => createGrpcServer({ settings, tls, database, services, log, metrics }),
    metrics,
    allMetrics,
  })
}

await runCommand(program, process.argv)
