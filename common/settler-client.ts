import { ClientError, type ClientMiddleware, createClientFactory, Metadata, Status } from 'nice-grpc'
import { type SettlementServiceClient, SettlementServiceDefinition } from '../proto/gen/walletmesh/v1/settlement.ts'
import { openChannel } from './grpc/channel.ts'
import { DETAILS_TRAILER, errorReason } from './grpc/error-details.ts'
import type { Address } from './settings/address.ts'
import type { Tls } from './tls/tls.ts'

/** What came from a settler, or from the way to it, instead of what it was asked for. */
export class SettlerError extends Error {
  override readonly name = 'SettlerError'
  /** UNAVAILABLE: none can be reached, or can do it now. DEADLINE_EXCEEDED: it may happen all the same. */
  readonly status: Status
  /** The settler's stable code; undefined where it gives none. */
  readonly reason: string | undefined
  /** A settler said so, not the connection to it. */
  readonly isFromSettler: boolean

  constructor(
    status: Status,
    message: string,
    options: ErrorOptions & { reason?: string; isFromSettler?: boolean } = {},
  ) {
    super(message, options)
    this.status = status
    this.reason = options.reason
    this.isFromSettler = options.isFromSettler ?? false
  }
}

/** Asks a settler for one thing. It may be done again with the next settler, as every call of the service may be made again. */
export type SettlerWork<T> = (settler: SettlementServiceClient) => Promise<T>

export interface SettlerClient {
  /**
   * Does the work with the first settler that can. Rejects with a SettlerError.
   *
   * @param timeoutMs for all settlers together; absent: as long as it takes
   */
  ask<T>(work: SettlerWork<T>, timeoutMs?: number): Promise<T>
}

export interface SettlerClientOptions {
  /** Tried in this order. */
  settlers: readonly Address[]
  tls: Tls | undefined
  /** A settler that does not answer for so long, connecting or at work, is given up, and the next one is asked. */
  silenceMs: number
  /** This settler cannot be asked, or says that it cannot do it now. */
  onUnavailable?: (settler: Address, error: SettlerError) => void
}

export function createSettlerClient(options: SettlerClientOptions): SettlerClient {
  const { settlers, tls, silenceMs, onUnavailable = () => {} } = options

  /** On a connection of its own: they are asked seldom, and a kept one may be in its pause after a failure. */
  async function askOne<T>(settler: Address, work: SettlerWork<T>, signal: AbortSignal | undefined): Promise<T> {
    const channel = openChannel(settler, silenceMs, tls, 'settler')
    try {
      const defaults = signal === undefined ? {} : { '*': { signal } }
      return await work(createClientFactory().use(tellingErrors).create(SettlementServiceDefinition, channel, defaults))
    } finally {
      channel.close()
    }
  }

  return {
    async ask(work, timeoutMs) {
      const signal = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)
      let unavailable = new SettlerError(Status.UNAVAILABLE, 'none is named')
      for (const settler of settlers) {
        try {
          return await askOne(settler, work, signal)
        } catch (error) {
          if (signal?.aborted) throw tooLate(timeoutMs, error)
          if (!(error instanceof SettlerError) || error.status !== Status.UNAVAILABLE) throw error
          onUnavailable(settler, error)
          // What one said of itself tells more than that another cannot be reached.
          if (error.isFromSettler || !unavailable.isFromSettler) unavailable = error
        }
      }
      throw unavailable
    },
  }
}

function tooLate(timeoutMs = 0, cause: unknown): SettlerError {
  return new SettlerError(Status.DEADLINE_EXCEEDED, `nothing came within ${timeoutMs / 1000} s`, { cause })
}

const tellingErrors: ClientMiddleware = async function* (call, options) {
  let trailer = new Metadata()
  const onTrailer = (received: Metadata) => {
    trailer = received
    options.onTrailer?.(received)
  }
  try {
    return yield* call.next(call.request, { ...options, onTrailer })
  } catch (error) {
    if (!(error instanceof ClientError)) throw error
    const reason = errorReason(trailer.get(DETAILS_TRAILER))
    throw new SettlerError(error.code, error.details, {
      cause: error,
      // What did not come over a connection has no trailer.
      isFromSettler: [...trailer].length > 0,
      ...(reason === undefined ? {} : { reason }),
    })
  }
}
