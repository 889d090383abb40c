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
  ReverseRequest,
  type ReverseResponse,
  SubmitRequest,
  type SubmitResponse,
  type SubmitStreamRequest,
  type SubmitStreamResponse,
  type Verdict,
} from '../../proto/gen/walletmesh/v1/payment.ts'
import { type PaymentRequest, type Payments, PaymentsUnknown } from '../clearing/payments.ts'
import { classify, OutcomeUnknown, Refused, Retryable } from '../errors.ts'
import { grpcCodeOf } from '../grpc-status.ts'
import { type Claim, claimOf } from '../idempotency/claim.ts'
import { type Answered, type Idempotency, keptOperation } from '../idempotency/idempotency.ts'
import { assertRole } from '../identity/guard.ts'
import type { Identity } from '../identity/identity.ts'
import { type Principal, usesAllWallets } from '../identity/principal.ts'
import { GRPC_RIGHTS, type Right } from '../identity/rights.ts'
import type { NewReversal } from '../ingest/asked.ts'
import type { Ingest, NewOperation } from '../ingest/ingest.ts'
import { isRequestId } from '../request-id.ts'
import { readOperation } from '../sql/read-operation.ts'
import { assertOther, checkedUuid, operationOf } from './operation.ts'
import { openSubmitStream, type SubmitStream } from './submit-stream.ts'

export interface PaymentServiceOptions {
  ingest: Pick<Ingest, 'queue' | 'queueEach' | 'queueReversal'>
  /** Between banks. */
  payments: Pick<Payments, 'pay' | 'payEach' | 'reverse'>
  idempotency: Pick<Idempotency, 'once'>
  /** Who calls, by the metadata `authorization`. */
  identity: Pick<Identity, 'principalOf' | 'ownership'>
  reads: Pool
  log: Log
}

export interface PaymentService extends Pick<Service, 'stop'> {
  readonly grpc: GrpcService
  /** Takes no more operations, and ends streams after what they have queued is answered. Does not wait for that. */
  stop(): Promise<void>
}

/** Serves PaymentService: the same ingest as the HTTP routes', behind gRPC. */
export function createPaymentService(options: PaymentServiceOptions): PaymentService {
  const { ingest, payments, idempotency, identity, reads, log } = options
  const { ownership } = identity
  const streams = new Set<SubmitStream>()
  let stopped = false

  /** Who calls, and may call this. */
  async function callerOf({ metadata }: CallContext, right: Right): Promise<Principal> {
    const caller = await identity.principalOf(metadata.get('authorization'))
    assertRole(caller, right)
    return caller
  }

  async function queue(operation: Asked, caller: Principal, { claim, requestId }: Within = {}): Promise<string> {
    if (stopped) throw stopping()
    if (isPayment(operation)) {
      if (!usesAllWallets(caller)) throw paymentForbidden()
      return payments.pay(operation, claim)
    }
    await ownership.assertMayAsk(caller, operation)
    assertOther(operation)
    if (!isReversal(operation))
      return ingest.queue({ ...operation, ...(requestId === undefined ? {} : { requestId }) }, claim)
    return ingest.queueReversal(operation.reversedId, 'wallets', { message: operation.message, claim })
  }

  /** Does the work once for each idempotency key. @param call what is called, with this body */
  async function once(
    { caller, key, call, body }: { caller: string; key: string; call: string; body: Uint8Array },
    work: (claim: Claim) => Promise<string>,
  ): Promise<Answered<string>> {
    const claim = claimOf({ caller, key, call, body })
    return idempotency.once(claim, () => work(claim), keptOperation)
  }

  /** Of a stream's operation or a request of its own: it is the same request. @param read throws Refused */
  async function submitOnce(
    {
      caller,
      key,
      request,
      requestId,
    }: { caller: Principal; key: string; request: SubmitRequest; requestId?: string | undefined },
    read: (request: SubmitRequest) => Asked,
  ): Promise<Answered<string>> {
    const { operation, message } = request
    const body = SubmitRequest.encode({ operation, message }).finish()
    const asked = { caller: caller.caller, key, call: SUBMIT, body }
    return once(asked, async (claim) => queue(read(request), caller, { claim, requestId }))
  }

  /** One of a stream with a key of its own. It shares commits, but not with its request as a whole. Never rejects. */
  async function keyedVerdictOf(caller: Principal, key: string, request: SubmitRequest): Promise<Verdict> {
    try {
      const { answer, isReplay } = await submitOnce({ caller, key, request }, sharedOf)
      return isReplay ? { ...acceptedOf(answer), idempotencyReplayed: true } : acceptedOf(answer)
    } catch (error) {
      return refusedOf(error)
    }
  }

  /** Looks at what a stream's caller asks for, before the next request is read: so that it is queued in the order of its requests. */
  async function prepared(requests: readonly SubmitRequest[], caller: Principal): Promise<Prepared> {
    const read = requests.map(requestedBy)
    if (usesAllWallets(caller)) return { caller, requests, read }
    const allowed = read.map(async (one) => {
      if (one instanceof Refused) return one
      if (isPayment(one)) return paymentForbidden()
      const [refusal] = await ownership.refusalsOf(caller, [one])
      return refusal ?? one
    })
    return { caller, requests, read: await Promise.all(allowed) }
  }

  async function verdictsOf({ caller, requests, read }: Prepared): Promise<Verdict[]> {
    if (requests.every(({ idempotencyKey }) => idempotencyKey === undefined)) return verdictsTogether(read)
    const [keyed, together] = await Promise.all([
      Promise.all(
        requests.map((request) => {
          const key = request.idempotencyKey
          return key === undefined ? undefined : keyedVerdictOf(caller, key, request)
        }),
      ),
      verdictsTogether(read.filter((_, i) => requests[i]?.idempotencyKey === undefined)),
    ])
    const rest = together.values()
    return keyed.map((verdict) => {
      const one = verdict ?? rest.next().value
      if (one === undefined) throw new RangeError('an operation without a verdict')
      return one
    })
  }

  /** All that is sound in one commit, but payments apart from the others; it never rejects. */
  async function verdictsTogether(read: readonly Requested[]): Promise<Verdict[]> {
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
      const caller = await callerOf(context, GRPC_RIGHTS.submit)
      const key = keyOf(context, request.idempotencyKey)
      const requestId = requestIdOf(context)
      if (key === undefined) return { operationId: await queue(operationOf(request), caller, { requestId }) }
      return { operationId: told(context, await submitOnce({ caller, key, request, requestId }, operationOf)) }
    })
  }

  async function reverse(request: ReverseRequest, context: CallContext): Promise<ReverseResponse> {
    const queueReversal = async (claim?: Claim) => {
      if (stopped) throw stopping()
      return payments.reverse(checkedUuid(request.paymentId, 'payment_id'), claim)
    }
    return withDetails(context, async () => {
      context.signal.throwIfAborted()
      const { caller } = await callerOf(context, GRPC_RIGHTS.reverse)
      const key = keyOf(context)
      if (key === undefined) return { operationId: await queueReversal() }
      const body = ReverseRequest.encode(request).finish()
      const answered = await once({ caller, key, call: REVERSE, body }, queueReversal)
      return { operationId: told(context, answered) }
    })
  }

  async function* submitStream(
    requests: AsyncIterable<SubmitStreamRequest>,
    context: CallContext,
  ): AsyncGenerator<SubmitStreamResponse, void, undefined> {
    if (stopped) throw stopping()
    // Rights may change while the stream is open.
    const callerNow = () => callerOf(context, GRPC_RIGHTS.submitStream)
    await callerNow()
    const stream = openSubmitStream({
      requests,
      prepare: async (operations) => prepared(operations, await callerNow()),
      verdictsOf,
      signal: context.signal,
    })
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
      const caller = await callerOf(context, GRPC_RIGHTS.getOperation)
      const found = await readOperation(reads, checkedUuid(operationId, 'operation_id'))
      await ownership.assertSeesOperation(caller, operationId, [found.origin_id, found.target_id])
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

const SUBMIT = 'walletmesh.v1.PaymentService/Submit'
const REVERSE = 'walletmesh.v1.PaymentService/Reverse'

const KEY_METADATA = 'idempotency-key'
const REPLAYED_METADATA = 'idempotency-replayed'

/** @param field what the message itself has for a key */
function keyOf({ metadata }: CallContext, field?: string): string | undefined {
  const given = new Set([...(metadata.getAll(KEY_METADATA) ?? []), ...(field === undefined ? [] : [field])])
  if (given.size > 1) throw new Refused('invalid', 'a request has one idempotency key, not several')
  const [key] = given
  return key === undefined ? undefined : String(key)
}

/** What the caller calls its request; undefined where that is not fit for a log. */
function requestIdOf({ metadata }: CallContext): string | undefined {
  const given = metadata.get('x-request-id')
  return given !== undefined && isRequestId(given) ? given : undefined
}

/** The answer; the caller is told when it was given before. */
function told({ header }: CallContext, { answer, isReplay }: Answered<string>): string {
  if (isReplay) header.set(REPLAYED_METADATA, 'true')
  return answer
}

const STATUS = {
  new: OperationStatus.OPERATION_STATUS_NEW,
  processing: OperationStatus.OPERATION_STATUS_PROCESSING,
  success: OperationStatus.OPERATION_STATUS_SUCCESS,
  decline: OperationStatus.OPERATION_STATUS_DECLINE,
} as const

/** The request that something is asked for in. */
interface Within {
  claim?: Claim | undefined
  requestId?: string | undefined
}

/** What may be asked for. */
type Asked = NewOperation | PaymentRequest | NewReversal

/** What is asked for in a stream, or why it cannot be. */
type Requested = NewOperation | PaymentRequest | Refused

/** A request of a stream that was looked at. */
interface Prepared {
  caller: Principal
  requests: readonly SubmitRequest[]
  read: readonly Requested[]
}

function isPayment(one: Asked | Refused): one is PaymentRequest {
  return 'from' in one
}

function isReversal(one: NewOperation | NewReversal): one is NewReversal {
  return one.kind === 'reversal'
}

/** One of a stream. Throws Refused for a reversal: it waits for others of the same operation, which a commit that is shared must not. */
function sharedOf(request: SubmitRequest): NewOperation | PaymentRequest {
  const operation = operationOf(request)
  if (isPayment(operation) || !isReversal(operation)) return operation
  throw new Refused('invalid', 'a reversal is sent by itself, with Submit')
}

function requestedBy(request: SubmitRequest): Requested {
  try {
    const operation = sharedOf(request)
    if (!isPayment(operation)) assertOther(operation)
    return operation
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

function paymentForbidden(): Refused {
  return new Refused('forbidden', 'payments between banks are for the role admin or operator only')
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
