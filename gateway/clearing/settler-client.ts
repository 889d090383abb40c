import { type CallOptions, type Channel, ClientError, createClient, Metadata, Status } from 'nice-grpc'
import { openChannel } from '../../common/grpc/channel.ts'
import { DETAILS_TRAILER, errorReason } from '../../common/grpc/error-details.ts'
import type { Log } from '../../common/log.ts'
import { type Address, formatAddress } from '../../common/settings/address.ts'
import type { Tls } from '../../common/tls/tls.ts'
import { type SettlementServiceClient, SettlementServiceDefinition } from '../../proto/gen/walletmesh/v1/settlement.ts'
import { type RefusalCode, Refused, Retryable } from '../errors.ts'

/**
 * Asks a settler. Rejects with Refused for what the settler refuses, under its code, and with Retryable when no settler can be
 * reached or none can do it now. Everything that a settler is asked for may be asked for again.
 */
export interface Settlers {
  /** What is answered at once. */
  read<Response>(call: SettlerCall<Response>): Promise<Response>
  /** What takes as long as there are accounts. */
  work<Response>(call: SettlerCall<Response>): Promise<Response>
}

/** Makes one call, with these options. */
export type SettlerCall<Response> = (settler: SettlementServiceClient, options: CallOptions) => Promise<Response>

export interface SettlersOptions {
  /** Tried in this order. */
  settlers: readonly Address[]
  tls: Tls | undefined
  log: Log
  deadlinesMs?: { read: number; work: number }
}

/** For all settlers together. Callers over HTTP are given as long. */
export const DEADLINES_MS = { read: 10_000, work: 60_000 }

/** A settler that does not answer for so long, connecting or at work, is given up, and the next one is asked. */
const SILENCE_MS = 3_000

export function createSettlers({ settlers, tls, log, deadlinesMs = DEADLINES_MS }: SettlersOptions): Settlers {
  async function ask<Response>(call: SettlerCall<Response>, timeoutMs: number): Promise<Response> {
    const signal = AbortSignal.timeout(timeoutMs)
    let refusal = 'start one, or try again'
    for (const settler of settlers) {
      try {
        return await askOne(openChannel(settler, SILENCE_MS, tls, 'settler'), call, signal)
      } catch (error) {
        if (signal.aborted) throw tooLate(timeoutMs, error)
        if (!(error instanceof Unavailable)) throw error
        log.warn(`settler ${formatAddress(settler)} is not available: ${error.message}`)
        if (error.isFromSettler) refusal = error.message
      }
    }
    throw new Retryable('unavailable', `no settler answers: ${refusal}`)
  }
  return {
    read: (call) => ask(call, deadlinesMs.read),
    work: (call) => ask(call, deadlinesMs.work),
  }
}

/** This settler cannot be asked, or says that it cannot do it now. */
class Unavailable extends Error {
  readonly isFromSettler: boolean

  constructor(message: string, isFromSettler: boolean) {
    super(message)
    this.isFromSettler = isFromSettler
  }
}

function tooLate(timeoutMs: number, cause: unknown): Retryable {
  return new Retryable(
    'unavailable',
    `no settler answers: nothing came within ${timeoutMs / 1000} s. What was asked for may happen all the same; it is safe to ask again`,
    { cause },
  )
}

/** On a connection of its own: they are asked seldom, and a kept one may be in its pause after a failure. */
async function askOne<Response>(channel: Channel, call: SettlerCall<Response>, signal: AbortSignal): Promise<Response> {
  let trailer: Metadata | undefined
  const onTrailer = (received: Metadata) => {
    trailer = received
  }
  try {
    return await call(createClient(SettlementServiceDefinition, channel), { signal, onTrailer })
  } catch (error) {
    if (!(error instanceof ClientError)) throw error
    throw told(error, trailer ?? new Metadata())
  } finally {
    channel.close()
  }
}

/** What a settler refuses for the state that a snapshot is in. */
const STATE_CODES: ReadonlySet<string> = new Set<RefusalCode>([
  'no_snapshot',
  'expired',
  'cancelled',
  'superseded',
  'already_approved',
  'not_approved',
  'nothing_to_pay',
  'documents_missing',
])

function isStateCode(reason: string | undefined): reason is RefusalCode {
  return reason !== undefined && STATE_CODES.has(reason)
}

function told(error: ClientError, trailer: Metadata): Error {
  const { code, details } = error
  const reason = errorReason(trailer.get(DETAILS_TRAILER))
  switch (code) {
    case Status.NOT_FOUND:
      return new Refused('not_found', details)
    case Status.INVALID_ARGUMENT:
      return new Refused('invalid', details)
    case Status.FAILED_PRECONDITION:
      return new Refused(isStateCode(reason) ? reason : 'conflict', details)
    case Status.DATA_LOSS:
      return new Refused('not_proved', details)
    case Status.UNAVAILABLE:
      // What did not come over a connection has no trailer.
      return new Unavailable(details, [...trailer].length > 0)
    default:
      return new Error(`the settler failed: ${details}`, { cause: error })
  }
}
