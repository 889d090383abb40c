import { type CallContext, Status } from 'nice-grpc'
import type { Pool } from '../../common/database/pool.ts'
import { DETAILS_TRAILER, type ErrorDetails, errorDetails } from '../../common/grpc/error-details.ts'
import { type GrpcService, grpcService } from '../../common/grpc/server.ts'
import type { Log } from '../../common/log.ts'
import type { Service } from '../../common/service.ts'
import {
  type GetOperationRequest,
  type GetOperationResponse,
  OperationStatus,
  PaymentServiceDefinition,
  type ReverseRequest,
  type ReverseResponse,
  type SubmitRequest,
  type SubmitResponse,
  type SubmitStreamRequest,
  type SubmitStreamResponse,
  type Verdict,
} from '../../proto/gen/walletmesh/v1/payment.ts'
import { type PaymentRequest, type Payments, PaymentsUnknown } from '../clearing/payments.ts'
import { classify, OutcomeUnknown, Refused, Retryable } from '../errors.ts'
import { grpcCodeOf } from '../grpc-status.ts'
import type { Ingest, NewOperation } from '../ingest/ingest.ts'
import { readOperation } from '../sql/read-operation.ts'
import { checkedUuid, type NewReversal, operationOf } from './operation.ts'
import { openSubmitStream, type SubmitStream } from './submit-stream.ts'

export interface PaymentServiceOptions {
  ingest: Pick<Ingest, 'queue' | 'queueEach' | 'queueReversal'>
  /** Between banks. */
  payments: Pick<Payments, 'pay' | 'payEach' | 'reverse'>
  reads: Pool
  log: Log
}

export interface PaymentService extends Pick<Service, 'stop'> {
  readonly grpc: GrpcService
  /** Takes no more operations, and ends streams after what they have queued is answered. Does not wait for that. */
  stop(): Promise<void>
}

/** Serves PaymentService: the same ingest as the HTTP routes', behind gRPC. */
export function createPaymentService({ ingest, payments, reads, log }: PaymentServiceOptions): PaymentService {
  const streams = new Set<SubmitStream>()
  let stopped = false

  async function queue(request: SubmitRequest): Promise<string> {
    if (stopped) throw stopping()
    const operation = operationOf(request)
    if (isPayment(operation)) return payments.pay(operation)
    if (!isReversal(operation)) return ingest.queue(operation)
    return ingest.queueReversal(operation.reversedId, 'wallets', operation.message)
  }

  /** All that is sound in one commit, but payments apart from the others; it never rejects. */
  async function verdictsOf(requests: readonly SubmitRequest[]): Promise<Verdict[]> {
    const read = requests.map(requestedBy)
    const operations = read.filter((one): one is NewOperation => !(one instanceof Refused || isPayment(one)))
    const [ofOperations, ofPayments] = await Promise.all([
      queueEach(operations, (sound) => ingest.queueEach(sound)),
      queueEach(read.filter(isPayment), (sound) => payments.payEach(sound)),
    ])
    const [operationVerdicts, paymentVerdicts] = [ofOperations.values(), ofPayments.values()]
    return read.map((one) => {
      if (one instanceof Refused) return refusedOf(one)
      const verdict = (isPayment(one) ? paymentVerdicts : operationVerdicts).next().value
      if (verdict === undefined) throw new RangeError('an operation without a verdict')
      return verdict
    })
  }

  async function queueEach<Item>(
    items: readonly Item[],
    queue: (items: readonly Item[]) => Promise<(string | Refused)[]>,
  ): Promise<Verdict[]> {
    if (items.length === 0) return []
    try {
      if (stopped) throw stopping()
      const verdicts = await queue(items)
      return verdicts.map((verdict) => (typeof verdict === 'string' ? acceptedOf(verdict) : refusedOf(verdict)))
    } catch (error) {
      if (error instanceof PaymentsUnknown) return error.verdicts.map(refusedOf)
      return items.map((_, i) => refusedOf(error instanceof OutcomeUnknown ? error.of(i) : error))
    }
  }

  function refusedOf(error: unknown): Verdict {
    return { verdict: { $case: 'error', value: errorOf(error, log) } }
  }

  async function submit(request: SubmitRequest, context: CallContext): Promise<SubmitResponse> {
    return withDetails(context, async () => {
      // Nobody waits for it any more.
      context.signal.throwIfAborted()
      return { operationId: await queue(request) }
    })
  }

  async function reverse({ paymentId }: ReverseRequest, context: CallContext): Promise<ReverseResponse> {
    return withDetails(context, async () => {
      context.signal.throwIfAborted()
      if (stopped) throw stopping()
      return { operationId: await payments.reverse(checkedUuid(paymentId, 'payment_id')) }
    })
  }

  async function* submitStream(
    requests: AsyncIterable<SubmitStreamRequest>,
    { signal }: CallContext,
  ): AsyncGenerator<SubmitStreamResponse, void, undefined> {
    if (stopped) throw stopping()
    const stream = openSubmitStream({ requests, verdictsOf, signal })
    streams.add(stream)
    try {
      yield* stream.responses
    } finally {
      streams.delete(stream)
    }
  }

  async function getOperation(
    { operationId }: GetOperationRequest,
    context: CallContext,
  ): Promise<GetOperationResponse> {
    return withDetails(context, async () => {
      const found = await readOperation(reads, checkedUuid(operationId, 'operation_id'))
      return {
        operationId: found.id,
        status: STATUS[found.status],
        reason: found.reason ?? '',
        debit: microsOf(found.debit),
        credit: microsOf(found.credit),
      }
    })
  }

  return {
    grpc: grpcService(PaymentServiceDefinition, { submit, submitStream, reverse, getOperation }),
    async stop() {
      stopped = true
      for (const stream of streams) stream.end(stopping())
    },
  }
}

const STATUS = {
  new: OperationStatus.OPERATION_STATUS_NEW,
  processing: OperationStatus.OPERATION_STATUS_PROCESSING,
  success: OperationStatus.OPERATION_STATUS_SUCCESS,
  decline: OperationStatus.OPERATION_STATUS_DECLINE,
} as const

function isPayment(one: NewOperation | PaymentRequest | NewReversal | Refused): one is PaymentRequest {
  return 'from' in one
}

function isReversal(one: NewOperation | NewReversal): one is NewReversal {
  return one.kind === 'reversal'
}

function requestedBy(request: SubmitRequest): NewOperation | PaymentRequest | Refused {
  try {
    const operation = operationOf(request)
    if (isPayment(operation) || !isReversal(operation)) return operation
    // It waits for others that take the same operation back, which a commit that is shared must not.
    return new Refused('invalid', 'a reversal is sent by itself, with Submit')
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

function acceptedOf(operationId: string): Verdict {
  return { verdict: { $case: 'operationId', value: operationId } }
}

function stopping(): Retryable {
  return new Retryable('unavailable', 'the gateway stops, try another')
}

function microsOf(digits: string | null): bigint | undefined {
  return digits === null ? undefined : BigInt(digits)
}

/** What a stream is told of one operation. */
function errorOf(error: unknown, log: Log): { code: number; reason: string; message: string } {
  const known = classify(error)
  if (known !== null) return { code: grpcCodeOf(known.code), reason: known.code, message: known.message }
  log.error({ err: error }, 'an operation of a stream failed')
  return { code: Status.INTERNAL, reason: 'internal', message: 'internal error' }
}

async function withDetails<Response>({ trailer }: CallContext, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    const known = classify(error)
    if (known !== null) trailer.set(DETAILS_TRAILER, errorDetails(detailsOf(known), grpcCodeOf(known.code)))
    throw error
  }
}

function detailsOf(error: Refused | Retryable): ErrorDetails {
  const { code, message } = error
  const again = error instanceof Retryable && code !== 'outcome_unknown'
  return { code, message, ...(again ? { retryAfterSec: error.retryAfterSec } : {}) }
}
