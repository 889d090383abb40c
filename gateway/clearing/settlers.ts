import { Status } from 'nice-grpc'
import { PartError } from '../../common/grpc/part-client.ts'
import type { Log } from '../../common/log.ts'
import { type Address, formatAddress } from '../../common/settings/address.ts'
import { createSettlerClient, type SettlerWork } from '../../common/settler-client.ts'
import type { Tls } from '../../common/tls/tls.ts'
import type { RefusalCode } from '../codes.ts'
import { Refused, Retryable } from '../errors.ts'

/**
 * Asks a settler. Rejects with Refused for what the settler refuses, under its code, and with Retryable when no settler can be
 * reached or none can do it now. Everything that a settler is asked for may be asked for again.
 */
export interface Settlers {
  /** What is answered at once. */
  read<T>(work: SettlerWork<T>): Promise<T>
  /** What takes as long as there are accounts. */
  work<T>(work: SettlerWork<T>): Promise<T>
}

export interface SettlersOptions {
  /** Tried in this order. */
  settlers: readonly Address[]
  tls: Tls | undefined
  log: Log
  deadlinesMs?: { read: number; work: number }
}

/** For all settlers together. Callers over HTTP are given as long. */
export const DEADLINES_MS = { read: 10_000, work: 60_000 }

const SILENCE_MS = 3_000

export function createSettlers({ settlers, tls, log, deadlinesMs = DEADLINES_MS }: SettlersOptions): Settlers {
  const client = createSettlerClient({
    servers: settlers,
    tls,
    silenceMs: SILENCE_MS,
    onUnavailable: (settler, error) => log.warn(`settler ${formatAddress(settler)} is not available: ${error.message}`),
  })
  const ask = async <T>(work: SettlerWork<T>, timeoutMs: number) => {
    try {
      return await client.ask(work, timeoutMs)
    } catch (error) {
      throw error instanceof PartError ? told(error) : error
    }
  }
  return {
    read: (work) => ask(work, deadlinesMs.read),
    work: (work) => ask(work, deadlinesMs.work),
  }
}

/** What a settler refuses for the state that a snapshot is in; `no_snapshot` only where none is named, which is not done here. */
const STATE_CODES: ReadonlySet<string> = new Set<RefusalCode>([
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

function told(error: PartError): Error {
  const { status, message, reason, isFromPart } = error
  switch (status) {
    case Status.NOT_FOUND:
      return new Refused('not_found', message)
    case Status.INVALID_ARGUMENT:
      return new Refused('invalid', message)
    case Status.FAILED_PRECONDITION:
      return new Refused(isStateCode(reason) ? reason : 'conflict', message)
    case Status.DATA_LOSS:
      return new Refused('not_proved', message)
    case Status.UNAVAILABLE:
      return noneAnswers(isFromPart ? message : 'start one, or try again', error)
    case Status.DEADLINE_EXCEEDED:
      return noneAnswers(`${message}. What was asked for may happen all the same; it is safe to ask again`, error)
    default:
      return new Error(`the settler failed: ${message}`, { cause: error })
  }
}

function noneAnswers(why: string, cause: PartError): Retryable {
  return new Retryable('unavailable', `no settler answers: ${why}`, { cause })
}
