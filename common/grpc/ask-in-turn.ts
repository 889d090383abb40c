import {
  type CallOptions,
  type Client,
  ClientError,
  createClient,
  Metadata,
  Status,
  type TsProtoServiceDefinition,
} from 'nice-grpc'
import { type Address, formatAddress } from '../settings/address.ts'
import type { Part } from '../tls/parts.ts'
import type { Tls } from '../tls/tls.ts'
import { openChannel } from './channel.ts'
import { DETAILS_TRAILER, errorReason } from './error-details.ts'

/** A server refused, or failed. The message is for whoever asked. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed'
  readonly status: Status
  /** The stable code of what was refused; undefined when there is none. */
  readonly reason: string | undefined

  constructor({ code, details }: ClientError, reason: string | undefined) {
    super(details)
    this.status = code
    this.reason = reason
  }
}

/** No server can be reached, or none can do it now: those that answered said why. */
export class NoneAvailable extends Error {
  override readonly name = 'NoneAvailable'
  /** Of the last one that said why it cannot; undefined when none answered. */
  readonly refusal: string | undefined

  constructor(refusal: string | undefined) {
    super(refusal ?? 'none can be reached')
    this.refusal = refusal
  }
}

export interface AskOptions<Definition extends TsProtoServiceDefinition> {
  definition: Definition
  /** Tried in this order. */
  servers: readonly Address[]
  /** What the certificate of a server has to be for. */
  part: Part
  /** A server that does not answer for so long, connecting or at work, is given up. */
  silenceMs: number
  tls: Tls | undefined
  /** Told of each server that is passed over, and why. */
  onPassed: (server: string, why: string) => void
}

/**
 * Makes a call to the first server that can do it: for calls that may be made again without harm. Rejects with CallFailed for what a
 * server refuses, with NoneAvailable, and with the signal's reason when it is aborted.
 */
export async function askInTurn<Definition extends TsProtoServiceDefinition, Response>(
  { definition, servers, part, silenceMs, tls, onPassed }: AskOptions<Definition>,
  call: (client: Client<Definition>, options: CallOptions) => Promise<Response>,
  signal: AbortSignal,
): Promise<Response> {
  let refusal: string | undefined
  for (const server of servers) {
    let trailer = new Metadata()
    const onTrailer = (received: Metadata) => {
      trailer = received
    }
    // On a connection of its own: they are asked seldom, and a kept one may be in its pause after a failure.
    const channel = openChannel(server, silenceMs, tls, part)
    try {
      return await call(createClient(definition, channel), { signal, onTrailer })
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof ClientError)) throw error
      if (error.code !== Status.UNAVAILABLE) throw new CallFailed(error, errorReason(trailer.get(DETAILS_TRAILER)))
      onPassed(formatAddress(server), error.details)
      // What did not come over a connection has no trailer.
      if ([...trailer].length > 0) refusal = error.details
    } finally {
      channel.close()
    }
  }
  throw new NoneAvailable(refusal)
}
