import type { Log } from './log.ts'

/**
 * Anything long-running. `stop` drains, may be called twice or before `start`, and returns when nothing runs any more.
 */
export interface Service {
  start(): Promise<void>
  stop(): Promise<void>
}

export interface RunOptions {
  log: Log
  /** How long draining may take before the process ends anyway, with exit code 1. */
  shutdownTimeoutMs: number
}

/**
 * Runs a service as this process: starts it, stops it on SIGTERM or SIGINT, and returns when it has stopped. A second
 * signal, or draining beyond the time limit, ends the process at once.
 */
export async function runService(service: Service, { log, shutdownTimeoutMs }: RunOptions): Promise<void> {
  const signalled = Promise.withResolvers<NodeJS.Signals>()
  let signals = 0
  const onSignal = (signal: NodeJS.Signals) => {
    signals += 1
    if (signals > 1) process.exit(1)
    signalled.resolve(signal)
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  try {
    await service.start()
    const signal = await signalled.promise
    log.info({ signal }, 'stopping')
    const timer = setTimeout(() => {
      log.error(`did not stop within ${shutdownTimeoutMs} ms`)
      process.exit(1)
    }, shutdownTimeoutMs)
    await service.stop()
    clearTimeout(timer)
    log.info('stopped')
  } catch (error) {
    await service.stop().catch(() => {})
    throw error
  } finally {
    process.off('SIGTERM', onSignal)
    process.off('SIGINT', onSignal)
  }
}

/** Stops services in the given order; every one is tried, then the first error is thrown. */
export async function stopInOrder(...services: readonly Pick<Service, 'stop'>[]): Promise<void> {
  const errors: unknown[] = []
  for (const service of services) await service.stop().catch((error: unknown) => errors.push(error))
  if (errors.length > 0) throw errors[0]
}
