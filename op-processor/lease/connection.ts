import type { Log } from '../../common/log.ts'
import { type Address, formatAddress } from '../../common/settings/address.ts'
import type { Clock } from './clock.ts'
import type { Request, Session, SessionEnd } from './session.ts'

export interface ConnectionOptions {
  /** Tried in this order, one after the other. */
  gateways: readonly Address[]
  open: (gateway: Address) => Session
  ttlMs: number
  clock: Clock
  /** From 0 up to 1. */
  random: () => number
  log: Log
}

/** Always one session, with one gateway or the other; pauses only when none of them can be reached. */
export interface Connection {
  start(): void
  /** Whether there is a session now, though it may be about to fail. */
  isOpen(): boolean
  /** Sends on the present session; without one the request is dropped. */
  send(request: Request): void
  /** Resolves when the present session has ended. */
  sessionEnded(): Promise<unknown>
  /** No further session is opened from now on. */
  stopRetrying(): void
  /** Ends the present session after what was sent before, and waits for it at most waitMs. */
  close(waitMs: number): Promise<void>
}

const RETRY_MS = { first: 100, most: 1_000 }

export function createConnection(options: ConnectionOptions): Connection {
  const { gateways, open, ttlMs, clock, random, log } = options
  const stopping = Promise.withResolvers<void>()
  let stopped = false
  let session: Session | undefined
  let running: Promise<void> | undefined

  const pause = (ms: number) => {
    const elapsed = Promise.withResolvers<void>()
    const cancel = clock.after(ms, elapsed.resolve)
    return Promise.race([elapsed.promise, stopping.promise]).finally(cancel)
  }
  const stayConnected = async () => {
    let failures = 0
    for (let turn = 0; !stopped; turn += 1) {
      const gateway = gateways[turn % gateways.length]
      if (gateway === undefined) throw new Error('no gateway is given')
      session = open(gateway)
      const end = await session.ended
      session = undefined
      // One that answered only for a moment has failed as well.
      failures = end.answeredMs < ttlMs / 3 ? failures + 1 : 0
      if (stopped) return
      tellEnd(log, gateway, end, failures)
      await pause(retryPauseMs(failures, gateways.length, ttlMs) * (0.5 + random() / 2))
    }
  }
  const stopRetrying = () => {
    stopped = true
    stopping.resolve()
  }

  return {
    start() {
      if (!stopped) running ??= stayConnected()
    },
    isOpen: () => session !== undefined,
    send: (request) => session?.send(request),
    sessionEnded: () => session?.ended ?? Promise.resolve(),
    stopRetrying,
    async close(waitMs) {
      stopRetrying()
      const closing = session
      closing?.end()
      const cancel = clock.after(waitMs, () => closing?.abort())
      await running
      cancel()
    },
  }
}

/** None while there are gateways that were not tried since the last that answered; then more and more, up to a cap. */
function retryPauseMs(failures: number, gateways: number, ttlMs: number): number {
  const rounds = Math.floor(failures / gateways)
  if (rounds === 0 || failures % gateways !== 0) return 0
  return Math.min(RETRY_MS.first * 2 ** (rounds - 1), RETRY_MS.most, ttlMs / 3)
}

function tellEnd(log: Log, gateway: Address, { error }: SessionEnd, failures: number): void {
  const reason = error instanceof Error ? error.message : 'it ended the stream'
  const message = `gateway ${formatAddress(gateway)} is lost: ${reason}`
  if (failures <= 1) log.warn(message)
  else log.debug(message)
}
