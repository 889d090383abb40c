import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { command, runCommand, settingsOf, wholeNumber } from '../common/command.ts'
import { type Database, openDatabase } from '../common/database/open.ts'
import { type Log, openLog } from '../common/log.ts'
import { openMetrics } from '../common/metrics.ts'
import { createMetricsServer } from '../common/metrics-server.ts'
import { runService, type Service, stopInOrder } from '../common/service.ts'
import { formatAddress } from '../common/settings/address.ts'
import type { Settings } from '../common/settings/settings.ts'
import { openTls, type Tls } from '../common/tls/tls.ts'
import { createOpProcessor, type OpProcessor } from './op-processor.ts'

const GROUP_MAX = 65_535

const program = command('op_processor', 'Applies the queued operations of the wallet groups that it holds.')
  .option('--number <k>', 'hold group k alone (default: a fair share of all groups)', wholeNumber(1, GROUP_MAX))
  .action(run)

async function run(options: { settings?: string; number?: number }): Promise<void> {
  const settings = settingsOf(options)
  const log = openLog('op_processor', settings.logLevel)
  const tls = openTls({ paths: settings.tls, part: 'op_processor', log })
  const database = await openDatabase(settings, log)
  try {
    await runService(processService({ settings, tls, database, log, number: options.number }), {
      log,
      shutdownTimeoutMs: settings.shutdownTimeoutSec * 1000,
    })
  } finally {
    await database.leave()
  }
}

interface ProcessOptions {
  settings: Settings
  tls: Tls | undefined
  database: Database
  log: Log
  number: number | undefined
}

/** The processor with its metrics server, which listens first: its address travels with the leases. */
function processService({ settings, tls, database, log, number }: ProcessOptions): Service {
  const registry = openMetrics('op_processor')
  let processor: OpProcessor | undefined
  const metricsServer = createMetricsServer({
    address: settings.metrics.address,
    allowInsecure: settings.allowInsecure,
    registry,
    ready: () => processor?.ready() ?? false,
  })
  return {
    async start() {
      await metricsServer.start()
      const metricsAddress = formatAddress(metricsServer.address)
      const name = `${hostname()}:${process.pid}`
      const identity = { processorId: randomUUID(), name, number, metricsAddress }
      processor = createOpProcessor({ settings, tls, database, log, registry, ...identity, random: Math.random })
      await processor.start()
      log.info(
        `applying ${number === undefined ? 'a share of all groups' : `group ${number}`}, metrics at http://${metricsAddress}`,
      )
    },
    stop: () => stopInOrder({ stop: async () => processor?.stop() }, metricsServer),
  }
}

await runCommand(program, process.argv)
