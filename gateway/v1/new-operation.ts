import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { UUID_PATTERN } from '../../common/uuid.ts'
import { AMOUNT_MAX, isOperationAmount } from '../../ledger/money.ts'
import { currencyNotAllowed, isCurrencyCode } from '../currency-code.ts'
import type { BodyPart } from '../errors.ts'
import { NotTheirs } from '../identity/ownership.ts'
import { isToItself, type NewReversal } from '../ingest/asked.ts'
import type { NewOperation } from '../ingest/ingest.ts'
import type { OperationRefused } from '../ingest/refused.ts'
import type { Flaw } from '../ingest/sql/queue-requests.ts'
import { isMessage, MESSAGE_CHARACTERS_MAX } from '../message.ts'
import { namedAmount } from './amount.ts'
import { partsOf } from './body-parts.ts'
import { CurrencyCode } from './currency-code.ts'
import { checkedByHandler, component, described } from './openapi/component.ts'
import { WalletId } from './wallet-id.ts'

const Amount = namedAmount('Amount', 1, `Micro-units from 1 to ${AMOUNT_MAX}, as digits or as an integer`)

const Currency = described(checkedByHandler(CurrencyCode), 'Its code; it need not be the wallet’s')

const Message = Type.Optional(
  Type.String({
    description: `What is said about it: 1 to ${MESSAGE_CHARACTERS_MAX} characters without control characters`,
  }),
)

const EXAMPLE_ID = '01a20e45-d84a-766b-8572-238235365605'

const HoldId = Type.String({ pattern: UUID_PATTERN, description: 'Id of the hold’s operation', examples: [EXAMPLE_ID] })

const Deposit = component(
  'Deposit',
  Type.Object(
    { kind: Type.Literal('deposit'), target_wallet_id: WalletId, amount: Amount, currency: Currency, message: Message },
    { additionalProperties: false, description: 'Money that comes from outside' },
  ),
)

const Transfer = component(
  'Transfer',
  Type.Object(
    {
      kind: Type.Literal('transfer'),
      origin_wallet_id: WalletId,
      target_wallet_id: WalletId,
      amount: Amount,
      currency: Currency,
      message: Message,
    },
    { additionalProperties: false, description: 'From a wallet to another one' },
  ),
)

const Withdrawal = component(
  'Withdrawal',
  Type.Object(
    {
      kind: Type.Literal('withdrawal'),
      origin_wallet_id: WalletId,
      amount: Amount,
      currency: Currency,
      message: Message,
    },
    { additionalProperties: false, description: 'Money that goes outside' },
  ),
)

const Hold = component(
  'Hold',
  Type.Object(
    {
      kind: Type.Literal('hold'),
      origin_wallet_id: WalletId,
      amount: Amount,
      currency: Currency,
      expires_after_sec: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 31_536_000,
          description: 'Gives the money back after it; see the setting holds',
        }),
      ),
      message: Message,
    },
    {
      additionalProperties: false,
      description: 'Reserves money of a wallet until it is captured, released or expires',
    },
  ),
)

const Capture = component(
  'Capture',
  Type.Object(
    {
      kind: Type.Literal('capture'),
      hold_id: HoldId,
      target_wallet_id: WalletId,
      amount: Type.Optional(
        described(Amount, 'Micro-units of the currency of the hold’s wallet; without it all that is held'),
      ),
      message: Message,
    },
    { additionalProperties: false, description: 'Gives what is held, or a part of it, to a wallet, and ends the hold' },
  ),
)

const Release = component(
  'Release',
  Type.Object(
    { kind: Type.Literal('release'), hold_id: HoldId, message: Message },
    { additionalProperties: false, description: 'Ends a hold: what it reserved is available again' },
  ),
)

const Reversal = component(
  'Reversal',
  Type.Object(
    {
      kind: Type.Literal('reversal'),
      operation_id: Type.String({
        pattern: UUID_PATTERN,
        description: 'Of the operation to be taken back',
        examples: [EXAMPLE_ID],
      }),
      message: Message,
    },
    {
      additionalProperties: false,
      description: 'Takes an applied deposit, transfer, withdrawal or capture back, once',
    },
  ),
)

const TOGETHER = [Deposit, Transfer, Withdrawal, Hold, Capture, Release] as const

/** What a caller asks for, of those that can be queued with others. Read with `readOperation`, which tells precisely what is wrong. */
export const NewOperationBody = component('NewOperation', Type.Union([...TOGETHER]))

/** With what is sent by itself. */
export const AnyOperationBody = component('AnyOperation', Type.Union([...TOGETHER, Reversal]))

/** One of each kind. */
export const NEW_OPERATIONS = {
  deposit: { kind: 'deposit', target_wallet_id: 1, amount: '200000000', currency: 'USD' },
  transfer: {
    kind: 'transfer',
    origin_wallet_id: 1,
    target_wallet_id: 2,
    amount: 1_000_000,
    currency: 'EUR',
    message: 'rent',
  },
  withdrawal: { kind: 'withdrawal', origin_wallet_id: 1, amount: '5000000', currency: 'USD' },
  hold: { kind: 'hold', origin_wallet_id: 1, amount: '100000000', currency: 'USD', expires_after_sec: 86_400 },
  capture: { kind: 'capture', hold_id: EXAMPLE_ID, target_wallet_id: 2, amount: '60000000' },
  release: { kind: 'release', hold_id: EXAMPLE_ID },
}

export const ANY_OPERATIONS = { ...NEW_OPERATIONS, reversal: { kind: 'reversal', operation_id: EXAMPLE_ID } }

type Body = Type.Static<typeof AnyOperationBody>

const validators = {
  deposit: Compile(Deposit),
  transfer: Compile(Transfer),
  withdrawal: Compile(Withdrawal),
  hold: Compile(Hold),
  capture: Compile(Capture),
  release: Compile(Release),
  reversal: Compile(Reversal),
}

interface Validator {
  Check(value: unknown): value is Body
  Errors(value: unknown): Parameters<typeof partsOf>[0]
}

const KINDS = Object.keys(validators)

/** Sorts one operation of a batch: what is asked for, or what is wrong with it. @param at pointer of the operation in the body */
export function readOperation(body: unknown, at: string): NewOperation | BodyPart[] {
  const read = readAnyOperation(body, at)
  // It waits for others that take the same operation back, which a commit that is shared must not.
  if ('kind' in read && read.kind === 'reversal') {
    return [{ pointer: `${at}/kind`, code: 'invalid', detail: 'a reversal is sent by itself' }]
  }
  return read
}

/** The same of an operation that is sent by itself. */
export function readAnyOperation(body: unknown, at: string): NewOperation | NewReversal | BodyPart[] {
  const kind = typeof body === 'object' && body !== null && 'kind' in body ? body.kind : undefined
  if (typeof kind !== 'string' || !KINDS.includes(kind)) {
    const detail = `must be ${KINDS.slice(0, -1).join(', ')} or ${KINDS.at(-1)}`
    return [{ pointer: `${at}/kind`, code: 'invalid', detail }]
  }
  const validator: Validator = validators[kind as Body['kind']]
  if (!validator.Check(body)) return partsOf(validator.Errors(body), at)
  const operation = operationOf(body)
  const problems = problemsOf(operation, at)
  return problems.length === 0 ? operation : problems
}

function operationOf(body: Body): NewOperation | NewReversal {
  const message = body.message === undefined ? {} : { message: body.message }
  switch (body.kind) {
    case 'deposit':
      return { originId: null, targetId: BigInt(body.target_wallet_id), ...sumOf(body), ...message }
    case 'transfer':
      return {
        originId: BigInt(body.origin_wallet_id),
        targetId: BigInt(body.target_wallet_id),
        ...sumOf(body),
        ...message,
      }
    case 'withdrawal':
      return { kind: 'withdrawal', originId: BigInt(body.origin_wallet_id), targetId: null, ...sumOf(body), ...message }
    case 'hold': {
      const { expires_after_sec: sec } = body
      const expiry = sec === undefined ? {} : { expiresAfterSec: sec }
      const origin = { originId: BigInt(body.origin_wallet_id), targetId: null }
      return { kind: 'hold', ...origin, ...sumOf(body), ...expiry, ...message }
    }
    case 'capture': {
      const amount = body.amount === undefined ? null : BigInt(body.amount)
      const parties = { originId: null, targetId: BigInt(body.target_wallet_id) }
      return { kind: 'capture', holdId: body.hold_id.toLowerCase(), ...parties, amount, currency: null, ...message }
    }
    case 'release': {
      const holdId = body.hold_id.toLowerCase()
      return { kind: 'release', holdId, originId: null, targetId: null, amount: null, currency: null, ...message }
    }
    case 'reversal':
      return { kind: 'reversal', reversedId: body.operation_id.toLowerCase(), ...message }
  }
}

function sumOf({ amount, currency }: { amount: string | number; currency: string }) {
  return { amount: BigInt(amount), currency }
}

/** What a schema cannot say. */
function problemsOf(operation: NewOperation | NewReversal, at: string): BodyPart[] {
  const problems: BodyPart[] = []
  const add = (field: string, detail: string) => problems.push({ pointer: `${at}/${field}`, code: 'invalid', detail })
  if (operation.message !== undefined && !isMessage(operation.message)) {
    add('message', `must be 1 to ${MESSAGE_CHARACTERS_MAX} characters, none of them a control character`)
  }
  if (operation.kind === 'reversal') return problems
  const { amount, currency } = operation
  if (amount !== null && !isOperationAmount(amount))
    add('amount', `must be a whole number of micro-units from 1 to ${AMOUNT_MAX}`)
  if (currency !== null && !isCurrencyCode(currency)) add('currency', currencyNotAllowed().message)
  return problems
}

/** What is wrong with a transfer of a wallet to itself; nothing with others. */
export function toItself(operation: NewOperation | NewReversal, at: string): BodyPart[] {
  if (!isToItself(operation)) return []
  const detail = 'must be another wallet than origin_wallet_id'
  return [{ pointer: `${at}/target_wallet_id`, code: 'invalid', detail }]
}

const FIELDS: Record<Flaw, string> = {
  currency: 'currency',
  origin: 'origin_wallet_id',
  target: 'target_wallet_id',
  hold: 'hold_id',
  amount: 'amount',
  expiry: 'expires_after_sec',
  self: 'target_wallet_id',
}

/** Of an operation that names what does not exist, or what is not the caller's. */
export function partOf(refusal: OperationRefused | NotTheirs, at: string): BodyPart {
  const { code, message: detail } = refusal
  const field = refusal instanceof NotTheirs ? refusal.field : FIELDS[refusal.flaw]
  return { pointer: `${at}/${field}`, code, detail }
}
