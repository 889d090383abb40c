import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { command, runCommand, settingsOf, wholeNumber } from '../common/command.ts'
import { openDatabase } from '../common/database/open.ts'
import { openLog } from '../common/log.ts'
import { openMetrics } from '../common/metrics.ts'
import { createMetricsServer } from '../common/metrics-server.ts'
import { runService } from '../common/service.ts'
import { formatAddress } from '../common/settings/address.ts'
import { createOpProcessor } from './op-processor.ts'

const GROUP_MAX = 65_535

const program = command('op_processor', 'Applies the queued operations of the wallet groups that it holds.')
  .option('--number <k>', 'hold group k alone (default: a fair share of all groups)', wholeNumber(1, GROUP_MAX))
  .action(run)

async function run(options: { settings?: string; number?: number }): Promise<void> {
  const settings = settingsOf(options)
  const log = openLog('op_processor', settings.logLevel)
  const database = await openDatabase(settings, log)
  const registry = openMetrics('op_processor')
  const metricsServer = createMetricsServer({ settings, registry, log, ready: async () => {} })
  try {
    await metricsServer.start()
    const processor = createOpProcessor({
      settings,
      database,
      log,
      registry,
      processorId: randomUUID(),
      name: `${hostname()}:${process.pid}`,
      ...(options.number === undefined ? {} : { number: options.number }),
      metricsAddress: formatAddress(metricsServer.address),
      random: Math.random,
    })
    await runService(processor, { log, shutdownTimeoutMs: settings.shutdownTimeoutSec * 1000 })
  } finally {
    await metricsServer.stop()
    await database.leave()
  }
}

await runCommand(program, process.argv)
