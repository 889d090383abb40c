import { createOutbox } from '../../common/grpc/outbox.ts'
import type {
  SubmitRequest,
  SubmitStreamRequest,
  SubmitStreamResponse,
  Verdict,
} from '../../proto/gen/walletmesh/v1/payment.ts'
import { classify, Refused } from '../errors.ts'

/** More than this in one request is refused: one message of 4 MB at most, and one commit of the default settings. */
export const REQUEST_OPERATIONS_MAX = 1_000

/**
 * Operations of one stream whose verdicts the caller does not have yet. Enough for two commits under way and the requests
 * that gather behind them, whichever way the caller cuts them.
 */
export const STREAM_OPERATIONS_MAX = 4_000

export interface SubmitStreamOptions<Prepared> {
  requests: AsyncIterable<SubmitStreamRequest>
  /** Looks at the operations of a request before the next one is read. A rejection with Refused or Retryable ends the stream. */
  prepare: (operations: readonly SubmitRequest[]) => Promise<Prepared>
  /** Deals with the operations of a request: it must not reject, and be begun in the order of the calls. */
  verdictsOf: (prepared: Prepared) => Promise<Verdict[]>
  /** The call is cancelled, or its deadline has passed. */
  signal: AbortSignal
}

/** One stream of operations, read as far as its bound allows and answered in order. */
export interface SubmitStream {
  /** Ends after everything that was read is answered; then throws, if the stream was not ended by its caller. */
  readonly responses: AsyncIterable<SubmitStreamResponse>
  /** Reads no more, and ends the responses with this error. */
  end(error: Error): void
}

export function openSubmitStream<Prepared>(options: SubmitStreamOptions<Prepared>): SubmitStream {
  const { requests, prepare, verdictsOf, signal } = options
  const outbox = createOutbox<Promise<SubmitStreamResponse>>(
    STREAM_OPERATIONS_MAX,
    () => new RangeError('more responses wait than operations are let in'),
  )
  let unread = 0
  let freed = () => {}
  let ended = false
  let reason: Error | undefined

  const end = (error?: Error) => {
    if (ended) return
    ended = true
    reason = error
    outbox.end()
    freed()
  }

  async function answered(sequence: bigint, prepared: Prepared): Promise<SubmitStreamResponse> {
    return { sequence, verdicts: await verdictsOf(prepared) }
  }

  async function read(): Promise<void> {
    for await (const request of requests) {
      // What is not answered is not queued.
      if (ended) return
      const count = request.operations.length
      if (count > REQUEST_OPERATIONS_MAX) {
        return end(new Refused('invalid', `a request holds at most ${REQUEST_OPERATIONS_MAX} operations, not ${count}`))
      }
      const prepared = await prepare(request.operations).catch((error: unknown) => {
        if (classify(error) === null) throw error
        end(error as Error)
      })
      if (ended || prepared === undefined) return
      // A request without operations takes its place, too.
      const places = Math.max(1, count)
      unread += places
      outbox.push(answered(request.sequence, prepared)).then(() => {
        unread -= places
        freed()
      })
      while (!ended && unread > STREAM_OPERATIONS_MAX - REQUEST_OPERATIONS_MAX) {
        await new Promise<void>((resolve) => {
          freed = resolve
        })
      }
    }
    end()
  }

  async function* respond(): AsyncGenerator<SubmitStreamResponse, void, undefined> {
    const onAbort = () => {
      ended = true
      outbox.fail(signal.reason)
    }
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) onAbort()
    try {
      read().catch((error: unknown) => outbox.fail(error))
      yield* outbox.messages
      if (reason !== undefined) throw reason
    } finally {
      ended = true
      signal.removeEventListener('abort', onAbort)
    }
  }

  return { responses: respond(), end }
}
