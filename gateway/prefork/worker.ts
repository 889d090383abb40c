import type { Log } from '../../common/log.ts'
import type { Service } from '../../common/service.ts'

/** The first message of a worker to its primary. */
export type WorkerReport = { ready: true } | { failed: string }

/**
 * Runs a service as a worker: starts it, tells the primary how that went, and stops it when the primary says so. A Ctrl-C
 * on the terminal reaches every process at once; here it is the primary's to decide. When the primary is gone, so is its
 * worker.
 */
export async function runWorker(service: Service, log: Log): Promise<void> {
  const told = Promise.withResolvers<void>()
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => told.resolve())
  try {
    await service.start()
  } catch (error) {
    log.debug({ err: error }, 'the worker did not start')
    await report({ failed: error instanceof Error ? error.message : String(error) })
    await service.stop()
    process.exitCode = 1
    return
  }
  await report({ ready: true })
  await told.promise
  await service.stop()
}

function report(message: WorkerReport): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) resolve()
    else process.send(message, undefined, {}, () => resolve())
  })
}
