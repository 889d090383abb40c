import {
  type Client,
  ClientError,
  type ClientMiddleware,
  createClientFactory,
  Metadata,
  Status,
  type TsProtoServiceDefinition,
} from 'nice-grpc'
import type { Address } from '../settings/address.ts'
import type { Part } from '../tls/parts.ts'
import type { Tls } from '../tls/tls.ts'
import { openChannel } from './channel.ts'
import { DETAILS_TRAILER, errorReason } from './error-details.ts'

/** What came from a part of the mesh, or from the way to it, instead of what it was asked for. */
export class PartError extends Error {
  override readonly name = 'PartError'
  /** UNAVAILABLE: none can be reached, or can do it now. DEADLINE_EXCEEDED: it may happen all the same. */
  readonly status: Status
  /** The part's stable code; undefined where it gives none. */
  readonly reason: string | undefined
  /** The part said so, not the connection to it. */
  readonly isFromPart: boolean

  constructor(status: Status, message: string, options: ErrorOptions & { reason?: string; isFromPart?: boolean } = {}) {
    super(message, options)
    this.status = status
    this.reason = options.reason
    this.isFromPart = options.isFromPart ?? false
  }
}

/** Asks for one thing. It may be done again with the next server: only for calls that may be made again without harm. */
export type PartWork<Definition extends TsProtoServiceDefinition, T> = (client: Client<Definition>) => Promise<T>

export interface PartClient<Definition extends TsProtoServiceDefinition> {
  /**
   * Does the work with the first server that can. Rejects with a PartError.
   *
   * @param timeoutMs for all servers together; absent: as long as it takes
   */
  ask<T>(work: PartWork<Definition, T>, timeoutMs?: number): Promise<T>
}

export interface PartClientOptions<Definition extends TsProtoServiceDefinition> {
  definition: Definition
  /** What the certificate of a server has to be for. */
  part: Part
  /** Tried in this order. */
  servers: readonly Address[]
  tls: Tls | undefined
  /** A server that does not answer for so long, connecting or at work, is given up, and the next one is asked. */
  silenceMs: number
  /** This server cannot be asked, or says that it cannot do it now. */
  onUnavailable?: (server: Address, error: PartError) => void
}

/** Of a part that is asked seldom, of which any process will do: settlers, balancers. */
export function createPartClient<Definition extends TsProtoServiceDefinition>(
  options: PartClientOptions<Definition>,
): PartClient<Definition> {
  const { definition, part, servers, tls, silenceMs, onUnavailable = () => {} } = options

  /** On a connection of its own: a kept one may be in its pause after a failure. */
  async function askOne<T>(
    server: Address,
    work: PartWork<Definition, T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const channel = openChannel(server, silenceMs, tls, part)
    try {
      const defaults = signal === undefined ? {} : { '*': { signal } }
      return await work(createClientFactory().use(tellingErrors).create(definition, channel, defaults))
    } finally {
      channel.close()
    }
  }

  return {
    async ask(work, timeoutMs) {
      const signal = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)
      let unavailable = new PartError(Status.UNAVAILABLE, 'none is named')
      for (const server of servers) {
        try {
          return await askOne(server, work, signal)
        } catch (error) {
          if (signal?.aborted) throw tooLate(timeoutMs, error)
          if (!(error instanceof PartError) || error.status !== Status.UNAVAILABLE) throw error
          onUnavailable(server, error)
          // What one said of itself tells more than that another cannot be reached.
          if (error.isFromPart || !unavailable.isFromPart) unavailable = error
        }
      }
      throw unavailable
    },
  }
}

function tooLate(timeoutMs = 0, cause: unknown): PartError {
  return new PartError(Status.DEADLINE_EXCEEDED, `nothing came within ${timeoutMs / 1000} s`, { cause })
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
    throw new PartError(error.code, error.details, {
      cause: error,
      // What did not come over a connection has no trailer.
      isFromPart: [...trailer].length > 0,
      ...(reason === undefined ? {} : { reason }),
    })
  }
}
