import cluster, { type Worker } from 'node:cluster'
import { setTimeout as delay } from 'node:timers/promises'
import { CommandError } from '../../common/command.ts'
import type { Log } from '../../common/log.ts'
import type { Service } from '../../common/service.ts'
import { answerMetricsRequests } from './cluster-metrics.ts'
import type { WorkerReport } from './worker.ts'

/** A worker that dies right after its start is not started again before this long. */
const RESTART_DELAY_MS = 1000

/**
 * Runs the gateway in several processes that share one address, and starts again those that die. Called in the primary;
 * each worker runs this process' module again.
 *
 * `start` throws a CommandError that tells why the first worker did not start. `stop` drains all of them.
 */
export function createPrefork({ workers, log }: { workers: number; log: Log }): Service {
  const stopping = new AbortController()
  const lives: Promise<void>[] = []

  async function keepAlive(first?: Worker): Promise<void> {
    let worker = first
    while (!stopping.signal.aborted) {
      const startedAt = performance.now()
      worker ??= cluster.fork()
      const { pid } = worker.process
      const code = await exitOf(worker, stopping.signal)
      worker = undefined
      if (stopping.signal.aborted) return
      log.error({ worker: pid, code }, 'a worker died, starting another')
      if (performance.now() - startedAt >= RESTART_DELAY_MS) continue
      await delay(RESTART_DELAY_MS, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  return {
    async start() {
      answerMetricsRequests()
      // One alone, so that an address that is taken is told of once.
      const first = await startOne(stopping.signal)
      lives.push(keepAlive(first))
      for (let i = 1; i < workers; i += 1) lives.push(keepAlive())
      log.info({ workers }, 'serving on all cores')
    },
    async stop() {
      stopping.abort()
      await Promise.all(lives)
    },
  }
}

async function startOne(stop: AbortSignal): Promise<Worker> {
  const worker = cluster.fork()
  const report = Promise.withResolvers<WorkerReport>()
  worker.once('message', report.resolve)
  const exit = exitOf(worker, stop).then((code): WorkerReport => ({ failed: `a worker ended with exit code ${code}` }))
  const result = await Promise.race([report.promise, exit])
  if ('failed' in result && !stop.aborted) throw new CommandError(result.failed)
  return worker
}

/** Resolves with the exit code when the process is gone. A worker that is told to stop drains first. */
async function exitOf(worker: Worker, stop: AbortSignal): Promise<number | null> {
  const onStop = () => worker.process.kill('SIGTERM')
  stop.addEventListener('abort', onStop)
  if (stop.aborted) onStop()
  try {
    return await new Promise((resolve) => {
      if (worker.isDead()) resolve(worker.process.exitCode)
      worker.once('exit', resolve)
    })
  } finally {
    stop.removeEventListener('abort', onStop)
  }
}
