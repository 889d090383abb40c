import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { Argument, Option } from 'commander'
import { command, runCommand, wholeNumber } from '../common/command.ts'
import { applyBench, applyHotBench } from './apply.ts'
import { applyTwoBench } from './apply-2.ts'
import { applyRedisBench } from './apply-redis.ts'
import { applyScaleBench } from './apply-scale.ts'
import { batchSizesBench } from './batch-sizes.ts'
import { consoleBench } from './console.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { hotWalletBench } from './hot-wallet.ts'
import { ingestBench } from './ingest.ts'
import { ingestBatchBench } from './ingest-batch.ts'
import { ingestGrpcBench } from './ingest-grpc.ts'
import { ingestIdempotentBench } from './ingest-idempotent.ts'
import { ingestSecuredBench } from './ingest-secured.ts'
import { latencyBench } from './latency.ts'
import { latencyByLoadBench } from './latency-by-load.ts'
import { partitionBench } from './partition.ts'
import { pipelineBench } from './pipeline.ts'
import { rebalanceBench } from './rebalance.ts'
import { reportBench } from './report.ts'
import { recordRow } from './results.ts'
import type { Bench, BenchOptions, BenchRow } from './row.ts'
import { snapshotBench } from './snapshot.ts'
import { soakBench } from './soak.ts'
import { statementBench } from './statement.ts'
import { rounded } from './statistics.ts'
import { takeoverBench } from './takeover.ts'

const BENCHES: Record<string, Bench> = {
  apply: applyBench,
  'apply-hot': applyHotBench,
  'apply-2': applyTwoBench,
  'apply-redis': applyRedisBench,
  'apply-scale': applyScaleBench,
  'hot-wallet': hotWalletBench,
  'batch-sizes': batchSizesBench,
  ingest: ingestBench,
  'ingest-batch': ingestBatchBench,
  'ingest-grpc': ingestGrpcBench,
  'ingest-idempotent': ingestIdempotentBench,
  'ingest-secured': ingestSecuredBench,
  latency: latencyBench,
  'latency-by-load': latencyByLoadBench,
  pipeline: pipelineBench,
  partition: partitionBench,
  rebalance: rebalanceBench,
  takeover: takeoverBench,
  report: reportBench,
  statement: statementBench,
  snapshot: snapshotBench,
  soak: soakBench,
  console: consoleBench,
}

interface Options extends BenchOptions {
  json?: boolean
  record?: boolean
}

async function run(names: string[], options: Options): Promise<void> {
  const environment = await readEnvironment()
  for (const name of Object.keys(BENCHES)) {
    if (!names.includes(name) && !names.includes('all')) continue
    const row = await measured(name, options, environment)
    if (row === null) continue
    process.stdout.write(options.json ? `${JSON.stringify(row)}\n` : `${lineOf(row)}\n`)
    if (options.record) recordRow(row, Object.keys(BENCHES))
  }
}

/** Null when it failed, which is told on standard error and by the exit code: the other rows go on. */
async function measured(name: string, options: BenchOptions, environment: Environment): Promise<BenchRow | null> {
  try {
    const row = await inThread(name, options)
    return { ...row, details: { ...row.details, environment } }
  } catch (error) {
    process.stderr.write(`bench: ${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`)
    process.exitCode = 1
    return null
  }
}

/** In a thread of its own, so that no row runs on a heap or on compiled code that another one left, or takes others along. */
async function inThread(name: string, { minutes }: BenchOptions): Promise<BenchRow> {
  const { promise, resolve, reject } = Promise.withResolvers<BenchRow>()
  const worker = new Worker(new URL(import.meta.url), { workerData: { name, minutes } })
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', (code) => reject(new Error(`it ended with code ${code} and without a result`)))
  return promise
}

async function runHere({ name, minutes }: { name: string; minutes: number }): Promise<void> {
  const bench = BENCHES[name]
  if (bench === undefined) throw new Error(`there is no benchmark ${name}`)
  parentPort?.postMessage(await bench({ minutes }))
}

function lineOf(row: BenchRow): string {
  const against = row.baseline === null ? '' : ` against ${row.baseline} ${row.baseline_unit}`
  const ratio = row.ratio === null ? '' : `: ${rounded(row.ratio)}×`
  return `${row.name}: ${rounded(row.measured)} ${row.unit}${against}${ratio} (first mark ${row.first_mark}; goal ${row.goal})`
}

if (isMainThread) {
  const program = command('bench', 'Measures rows of the table of benchmarks, each against its baseline.')
    .addArgument(new Argument('<names...>', 'what to measure').choices([...Object.keys(BENCHES), 'all']))
    .option('--json', 'one JSON object a line')
    .option(
      '--record',
      'keep each row in bench/results.json, and write bench/results.md and bench/plots from all that are kept',
    )
    .addOption(
      new Option('--minutes <n>', 'length of soak; from 6 on it tells whether anything grows')
        .default(10)
        .argParser(wholeNumber(2, 24 * 60)),
    )
    .action(run)
  await runCommand(program, process.argv)
} else {
  await runHere(workerData)
}
