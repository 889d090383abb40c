import { Option } from 'commander'
import { CommandError, command, runCommand, settingsOf, wholeNumber } from '../common/command.ts'
import { type Database, openDatabase } from '../common/database/open.ts'
import { createGrpcServer } from '../common/grpc/server.ts'
import { type Log, openLog } from '../common/log.ts'
import { openMetrics } from '../common/metrics.ts'
import { createMetricsServer } from '../common/metrics-server.ts'
import { runService, type Service, stopInOrder } from '../common/service.ts'
import { formatAddress } from '../common/settings/address.ts'
import type { Settings } from '../common/settings/settings.ts'
import { openTls } from '../common/tls/tls.ts'
import { type BalancerOptions, createBalancer } from './balancer.ts'
import { createBalancerService, statusOf } from './balancer-service.ts'
import { systemClock } from './clock.ts'
import { createBalancerMetrics } from './metrics.ts'
import { planOnce, rebalanceOnce } from './once.ts'
import { PLAN_GROUP_COUNT_MAX } from './partition/plan.ts'
import type { Weight } from './sql/activity.ts'
import { summaryOf } from './summary.ts'

interface Options {
  number: number
  once?: boolean
  dryRun?: boolean
  weight?: Weight
  settings?: string
}

const program = command('wlt_balancer', 'Keeps the wallet groups equally loaded, by moving wallets between them.')
  .requiredOption(
    '--number <n>',
    `partition the wallets into groups 1 to n (1 to ${PLAN_GROUP_COUNT_MAX})`,
    wholeNumber(1, PLAN_GROUP_COUNT_MAX),
  )
  .option('--once', 'rebalance once, tell what was done, and end')
  .addOption(
    new Option('--weight <weight>', 'what wallets weigh: operations, or the time spent on them').choices([
      'count',
      'cost',
    ] satisfies Weight[]),
  )
  .option('--dry-run', 'tell what would be done, and end; changes nothing')
  .action(async (options: Options) => {
    const settings = settingsOf(options)
    const log = openLog('wlt_balancer', settings.logLevel)
    const database = await openDatabase(settings, log)
    try {
      const balancerOptions = balancerOptionsOf(options, settings, database, log)
      if (options.dryRun === true) process.stdout.write(summaryOf(await interruptible(planOnce, balancerOptions)))
      else if (options.once === true)
        process.stdout.write(summaryOf(await interruptible(rebalanceOnce, balancerOptions)))
      else await serve(settings, balancerOptions)
    } finally {
      await database.leave()
    }
  })

await runCommand(program, process.argv)

function balancerOptionsOf(options: Options, settings: Settings, database: Database, log: Log): BalancerOptions {
  return {
    database: { dsn: database.dsn, schemaName: database.schemaName, leaseTtlMs: settings.lease.ttl },
    settings: {
      groupCount: options.number,
      windowMs: settings.walletBalancerDelay,
      chunkMax: settings.walletBalancerLimit,
      churnWallets: settings.balancer.churnWallets,
      churnLoad: settings.balancer.churnLoad,
      tolerance: settings.balancer.tolerance,
      weight: options.weight ?? settings.balancer.weight,
      affinity: settings.balancer.affinity,
    },
    log,
    clock: systemClock,
    random: Math.random,
  }
}

async function serve(settings: Settings, options: BalancerOptions): Promise<void> {
  const { log } = options
  const tls = openTls({ paths: settings.tls, part: 'wlt_balancer', log })
  const registry = openMetrics('wlt_balancer')
  const balancer = createBalancer({ ...options, metrics: createBalancerMetrics(registry) })
  const { allowInsecure, shutdownTimeoutSec } = settings
  const { address } = settings.metrics
  const metricsServer = createMetricsServer({ address, allowInsecure, registry, ready: balancer.ready })
  const grpc = createGrpcServer({
    address: settings.balancer.address,
    setting: 'balancer.address',
    tls,
    allowInsecure,
    services: [createBalancerService({ balancer, weight: options.settings.weight })],
    statusOf,
    log,
    metrics: registry,
    graceMs: shutdownTimeoutSec * 500,
  })
  const service: Service = {
    async start() {
      await metricsServer.start()
      await grpc.start()
      await balancer.start()
      const metrics = `http://${formatAddress(metricsServer.address)}`
      log.info(
        `balancing ${options.settings.groupCount} groups, gRPC at ${formatAddress(grpc.address)}, metrics at ${metrics}`,
      )
    },
    // What is asked of it meanwhile is turned away at once.
    stop: () => stopInOrder(balancer, grpc, metricsServer),
  }
  await runService(service, { log, shutdownTimeoutMs: shutdownTimeoutSec * 1000 })
}

/** Aborts the work at the first signal; the second ends the process. */
async function interruptible<T>(
  work: (options: BalancerOptions & { signal: AbortSignal }) => Promise<T>,
  options: BalancerOptions,
): Promise<T> {
  const interrupted = new AbortController()
  const onSignal = () => {
    if (interrupted.signal.aborted) process.exit(1)
    interrupted.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  try {
    return await work({ ...options, signal: interrupted.signal })
  } catch (error) {
    if (interrupted.signal.aborted) throw new CommandError('interrupted: the next run goes on from here')
    throw error
  } finally {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
}
