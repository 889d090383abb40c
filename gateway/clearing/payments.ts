import { CLEARING_CURRENCY, MICROS_PER_CENT } from '../../ledger/money.ts'
import { type BodyPart, OutcomeUnknown, Refused } from '../errors.ts'
import type { BatchClaim, Claim } from '../idempotency/claim.ts'
import type { Ingest, NewOperation } from '../ingest/ingest.ts'
import { BatchRefused } from '../ingest/refused.ts'
import { type Accounts, noBank } from './accounts.ts'
import { ACCOUNT_RULE, isAccount, isBankId, isSame, type Party } from './party.ts'
import type { Found } from './sql/find-accounts.ts'

/** What a bank asks for: money from one clearing account to another. */
export interface PaymentRequest {
  from: Party
  to: Party
  /** Micro-units. */
  amount: bigint
  currency: string
}

/** The id of the operation that is queued, or why none is. */
export type PaymentVerdict = string | Refused

/**
 * Payments between banks, and what takes them back. What is refused has in its parts which fields of the payment are wrong,
 * as pointers into it, and changes nothing. Rejects with Retryable, and with a claim with KeyTaken, as ingest does.
 *
 * Refused: `invalid` for what no payment can be, `payment_too_large` above the limit, `not_found` for a bank that is not there. An
 * account that its bank does not have yet is opened.
 */
export interface Payments {
  /** Resolves with the operation's id once it is committed to the queue. */
  pay(payment: PaymentRequest, claim?: Claim): Promise<string>
  /** Queues what is sound, in one commit, and resolves with a verdict on each, in order. Rejects with PaymentsUnknown, too. */
  payEach(payments: readonly PaymentRequest[], claim?: BatchClaim): Promise<PaymentVerdict[]>
  /** Queues all of them in one commit, or nothing, and opens nothing: then it rejects with BatchRefused. */
  payAll(payments: readonly PaymentRequest[], claim?: BatchClaim): Promise<string[]>
  /** Queues the reversal of an applied payment, as `Ingest.queueReversal` does. */
  reverse(paymentId: string, claim?: Claim): Promise<string>
}

/** Some or all of these payments may be queued. */
export class PaymentsUnknown extends OutcomeUnknown {
  /** On each of them: those that are refused are not queued. */
  readonly verdicts: readonly (OutcomeUnknown | Refused)[]

  constructor(error: OutcomeUnknown, judged: readonly (PaymentRequest | Refused)[]) {
    super(error.operationIds, { cause: error.cause })
    let place = 0
    this.verdicts = judged.map((one) => (one instanceof Refused ? one : error.of(place++)))
  }
}

export interface PaymentsOptions {
  ingest: Pick<Ingest, 'assertRoomFor' | 'queue' | 'queueEach' | 'queueAll' | 'queueReversal'>
  accounts: Accounts
  /** Of one payment, in micro-units. */
  amountMax: bigint
}

export function createPayments({ ingest, accounts, amountMax }: PaymentsOptions): Payments {
  /** A verdict on each as far as it can be had without opening an account. */
  async function judge(payments: readonly PaymentRequest[]): Promise<(PaymentRequest | Refused)[]> {
    // Before anything is opened for what is turned away.
    ingest.assertRoomFor(payments.length)
    const judged = payments.map((payment) => judgeAlone(payment, amountMax))
    const sound = judged.filter((one): one is PaymentRequest => !(one instanceof Refused))
    const found = (await accounts.find(sound.flatMap(({ from, to }) => [from, to]))).values()
    return judged.map((one) => {
      if (one instanceof Refused) return one
      return unknownBank(one, found.next().value, found.next().value) ?? one
    })
  }

  async function operationsOf(payments: readonly PaymentRequest[]): Promise<NewOperation[]> {
    const wallets = (await accounts.open(payments.flatMap(({ from, to }) => [from, to]))).values()
    return payments.map(({ amount, currency }) => {
      const [originId, targetId] = [wallets.next().value, wallets.next().value]
      if (originId === undefined || targetId === undefined) throw new RangeError('a payment without its wallets')
      return { kind: 'payment', originId, targetId, amount, currency }
    })
  }

  return {
    async pay(payment, claim) {
      const [judged = payment] = await judge([payment])
      if (judged instanceof Refused) throw judged
      const [operation] = await operationsOf([judged])
      if (operation === undefined) throw new RangeError('a payment without its operation')
      return ingest.queue(operation, claim)
    },
    async payEach(payments, claim) {
      const judged = await judge(payments)
      const sound = judged.filter((one): one is PaymentRequest => !(one instanceof Refused))
      const queued = ingest.queueEach(await operationsOf(sound), claim?.without(judged)).catch((error: unknown) => {
        throw error instanceof OutcomeUnknown ? new PaymentsUnknown(error, judged) : error
      })
      const verdicts = (await queued).values()
      return judged.map((one) => {
        if (one instanceof Refused) return one
        const verdict = verdicts.next().value
        if (verdict === undefined) throw new RangeError('a payment without a verdict')
        return verdict
      })
    },
    async payAll(payments, claim) {
      const judged = await judge(payments)
      const refusals = new Map<number, Refused>()
      judged.forEach((one, place) => {
        if (one instanceof Refused) refusals.set(place, one)
      })
      if (refusals.size > 0) throw new BatchRefused(refusals)
      return ingest.queueAll(await operationsOf(payments), claim)
    },
    reverse: (paymentId, claim) => ingest.queueReversal(paymentId, 'payment', { claim }),
  }
}

/** What can be said of a payment without the database. */
function judgeAlone(payment: PaymentRequest, amountMax: bigint): PaymentRequest | Refused {
  const parts = [...flawsOf(payment)]
  const [first] = parts
  if (first !== undefined) return new Refused('invalid', `${nameOf(first.pointer)} ${first.detail}`, parts)
  if (payment.amount <= amountMax) return payment
  const detail = `a payment is at most ${unitsText(amountMax)} ${CLEARING_CURRENCY}`
  return new Refused('payment_too_large', detail, [{ pointer: '/amount', code: 'payment_too_large', detail }])
}

function* flawsOf({ from, to, amount, currency }: PaymentRequest): Generator<BodyPart> {
  const flaw = (pointer: string, detail: string): BodyPart => ({ pointer, code: 'invalid', detail })
  for (const [side, { bankId, account }] of Object.entries({ from, to })) {
    if (!isBankId(bankId)) yield flaw(`/${side}/bank_id`, 'must be the id of a bank, such as 7')
    if (!isAccount(account)) yield flaw(`/${side}/account`, ACCOUNT_RULE)
  }
  if (isSame(from, to)) yield flaw('/to', 'must be another account than from')
  if (amount <= 0n || amount % MICROS_PER_CENT !== 0n) {
    yield flaw('/amount', `must be a whole number of cents from 1: micro-units in steps of ${MICROS_PER_CENT}`)
  }
  if (currency !== CLEARING_CURRENCY) yield flaw('/currency', `must be ${CLEARING_CURRENCY}`)
}

/** As a caller without JSON writes it. */
function nameOf(pointer: string): string {
  return pointer.slice(1).replaceAll('/', '.')
}

function unknownBank(
  { from, to }: PaymentRequest,
  origin: Found | undefined,
  target: Found | undefined,
): Refused | undefined {
  const parts: BodyPart[] = []
  const add = (side: string, { bankId }: Party) => {
    const { code, message } = noBank(bankId)
    parts.push({ pointer: `/${side}/bank_id`, code, detail: message })
  }
  if (origin === 'no bank') add('from', from)
  if (target === 'no bank') add('to', to)
  const [first] = parts
  return first === undefined ? undefined : new Refused(first.code, first.detail, parts)
}

const MICROS = 1_000_000n

/** Micro-units as people write money: 1000.00, and more decimals only where they are needed. */
function unitsText(micros: bigint): string {
  const decimals = (micros % MICROS).toString().padStart(6, '0')
  return `${micros / MICROS}.${decimals.replace(/0{1,4}$/, '')}`
}
