import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { AMOUNT_MAX, isOperationAmount } from '../../ledger/money.ts'
import { currencyNotAllowed, isCurrencyCode } from '../currency-code.ts'
import type { BodyPart } from '../errors.ts'
import { NotTheirs } from '../identity/ownership.ts'
import type { NewOperation, OperationRefused } from '../ingest/ingest.ts'
import { namedAmount } from './amount.ts'
import { partsOf } from './body-parts.ts'
import { CurrencyCode } from './currency-code.ts'
import { checkedByHandler, component, described } from './openapi/component.ts'
import { WalletId } from './wallet-id.ts'

const Amount = namedAmount('Amount', 1, `Micro-units from 1 to ${AMOUNT_MAX}, as digits or as an integer`)

const Currency = described(checkedByHandler(CurrencyCode), 'Its code; it need not be the wallet’s')

const Deposit = component(
  'Deposit',
  Type.Object(
    { kind: Type.Literal('deposit'), target_wallet_id: WalletId, amount: Amount, currency: Currency },
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
    },
    { additionalProperties: false, description: 'From a wallet to another one' },
  ),
)

/** What a caller asks for. Read with `readOperation`, which tells precisely what is wrong. */
export const NewOperationBody = component('NewOperation', Type.Union([Deposit, Transfer]))

/** One of each kind. */
export const NEW_OPERATIONS = {
  deposit: { kind: 'deposit', target_wallet_id: 1, amount: '200000000', currency: 'USD' },
  transfer: { kind: 'transfer', origin_wallet_id: 1, target_wallet_id: 2, amount: 1_000_000, currency: 'EUR' },
}

const validators = { deposit: Compile(Deposit), transfer: Compile(Transfer) }

interface Validator {
  Check(value: unknown): value is Type.Static<typeof NewOperationBody>
  Errors(value: unknown): Parameters<typeof partsOf>[0]
}

/** Sorts one operation of a body: what is asked for, or what is wrong with it. @param at pointer of the operation in the body */
export function readOperation(body: unknown, at: string): NewOperation | BodyPart[] {
  const kind = typeof body === 'object' && body !== null && 'kind' in body ? body.kind : undefined
  if (kind !== 'deposit' && kind !== 'transfer') {
    return [{ pointer: `${at}/kind`, code: 'invalid', detail: 'must be deposit or transfer' }]
  }
  const validator: Validator = validators[kind]
  if (!validator.Check(body)) return partsOf(validator.Errors(body), at)
  const operation: NewOperation = {
    originId: body.kind === 'deposit' ? null : BigInt(body.origin_wallet_id),
    targetId: BigInt(body.target_wallet_id),
    amount: BigInt(body.amount),
    currency: body.currency,
  }
  const problems = problemsOf(operation, at)
  return problems.length === 0 ? operation : problems
}

/** What a schema cannot say. */
function problemsOf({ amount, currency }: NewOperation, at: string): BodyPart[] {
  const problems: BodyPart[] = []
  const add = (field: string, detail: string) => problems.push({ pointer: `${at}/${field}`, code: 'invalid', detail })
  if (!isOperationAmount(amount)) add('amount', `must be a whole number of micro-units from 1 to ${AMOUNT_MAX}`)
  if (!isCurrencyCode(currency)) add('currency', currencyNotAllowed().message)
  return problems
}

/** What is wrong with a transfer of a wallet to itself; nothing with others. */
export function toItself({ originId, targetId }: NewOperation, at: string): BodyPart[] {
  if (originId !== targetId) return []
  const detail = 'must be another wallet than origin_wallet_id'
  return [{ pointer: `${at}/target_wallet_id`, code: 'invalid', detail }]
}

/** Of an operation that names what does not exist, or what is not the caller's. */
export function partOf(refusal: OperationRefused | NotTheirs, at: string): BodyPart {
  const { code, message: detail } = refusal
  return { pointer: `${at}/${fieldOf(refusal)}`, code, detail }
}

function fieldOf(refusal: OperationRefused | NotTheirs): string {
  if (refusal instanceof NotTheirs) return refusal.field
  return refusal.flaw === 'currency' ? 'currency' : `${refusal.flaw}_wallet_id`
}
