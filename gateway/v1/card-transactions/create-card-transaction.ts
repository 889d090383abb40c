import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { AMOUNT_MAX, isOperationAmount } from '../../../ledger/money.ts'
import { isCardNumber } from '../../cards/card-number.ts'
import { type NewCardTransaction, problemsOf } from '../../cards/new-card-transaction.ts'
import { currencyNotAllowed, isCurrencyCode } from '../../currency-code.ts'
import { type BodyPart, Refused } from '../../errors.ts'
import { canonicalJson } from '../../idempotency/canonical-json.ts'
import type { Claim } from '../../idempotency/claim.ts'
import type { KeptKey } from '../../idempotency/sql/find-key.ts'
import { noWallet } from '../../wallet-id.ts'
import { namedAmount } from '../amount.ts'
import { checkedBody, readByHandler, summaryOf } from '../body-parts.ts'
import { CurrencyCode } from '../currency-code.ts'
import { KEY_HEADER, once } from '../once.ts'
import { checkedByHandler, component, described } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { WalletId } from '../wallet-id.ts'
import { CardTransaction, cardTransactionOf, noCardTransaction, PaymentMethod } from './card-transaction.ts'
import { withoutCards } from './masked.ts'

const Card = component(
  'Card',
  Type.Object(
    {
      number: Type.String({ description: '13 to 19 digits, as long as its brand has it; the last is a check digit' }),
      holder: Type.String({ description: '1 to 64 letters with what stands between them' }),
      expiry: Type.String({ description: 'MM/YY: it is valid to the end of that month, in UTC' }),
      verification_code: Type.String({ description: '3 digits, 4 of American Express. It is kept nowhere' }),
    },
    { additionalProperties: false, description: 'Shown to the acquirer, and to nobody else' },
  ),
)

const Body = component(
  'NewCardTransaction',
  Type.Object(
    {
      wallet_id: WalletId,
      description: Type.String({ description: '1 to 140 characters without control characters' }),
      amount: namedAmount('CardAmount', 1, `Micro-units from 1 to ${AMOUNT_MAX}, as digits or as an integer`),
      currency: described(checkedByHandler(CurrencyCode), 'The one of the wallet'),
      payment_method: PaymentMethod,
      card: Card,
    },
    { additionalProperties: false },
  ),
)

const validator = Compile(Body)

export const NEW_CARD_TRANSACTION = {
  wallet_id: 1,
  description: 'Three books',
  amount: '25000000',
  currency: 'USD',
  payment_method: 'credit_card',
  card: { number: '4111111111111111', holder: 'Ana Lima', expiry: '12/40', verification_code: '123' },
}

const schema = documented({
  operationId: 'createCardTransaction',
  tags: ['card transactions'],
  summary: 'Let a card pay into a wallet',
  description:
    'Asks the acquirer, and charges what it approves. Answered with 201 once it is in the wallet’s balance or declined; with 202 while the acquirer or the ledger has not said: `GET /v1/card_transactions/{id}` tells. Under an idempotency key, what it has become is answered.',
  body: Body,
  bodyExamples: { credit: NEW_CARD_TRANSACTION },
  response: { 201: CardTransaction, 202: CardTransaction },
  answerHeaders: ['Location'],
  idempotent: true,
  problems: ['not_found', 'wallet_closed', 'overloaded'],
})

/** Lets a card pay. The card is in memory until the acquirer has answered, and nowhere else. */
export function createCardTransaction(app: V1App, { cards, idempotency, identity: { ownership } }: V1Context): void {
  const options = { schema, validatorCompiler: readByHandler, onSend: withoutCards }
  app.post('/card_transactions', options, async (request, reply) => {
    assertNoCardAsKey(request.headers[KEY_HEADER])
    request.raw.setTimeout(cards.waitMaxMs)
    let opened: NewCardTransaction | undefined
    const work = async (claim: Claim | undefined) => {
      const asked = readNewTransaction(request.body)
      if (!(await ownership.mayUse(request.principal, asked.walletId))) throw noWallet(asked.walletId)
      const id = await cards.open(asked, claim)
      opened = asked
      return id
    }
    const id = await once(idempotency, request, reply, work, keptId, () =>
      cards.fingerprints.ofRequest(canonicalJson(withoutCode(request.body))),
    )
    if (opened !== undefined) await cards.authorize(id, opened)
    const state = await cards.read(id)
    if (state === null) throw noCardTransaction(id)
    reply.code(state.status === 'processing' ? 202 : 201).header('location', `/v1/card_transactions/${id}`)
    return cardTransactionOf(state)
  })
}

function keptId({ answer }: KeptKey): string {
  return (answer as { id: string }).id
}

/** The hash that is kept of an idempotency key has no key of its own. */
function assertNoCardAsKey(key: unknown): void {
  if (typeof key !== 'string' || !isCardNumber(key)) return
  throw new Refused('invalid', 'an idempotency key must not be the number of a card')
}

/** A verification code is kept in no form, not even in the hash of a request. */
function withoutCode(body: FastifyRequest['body']): unknown {
  if (typeof body !== 'object' || body === null || !('card' in body)) return body
  const { card } = body
  if (typeof card !== 'object' || card === null) return body
  return { ...body, card: { ...card, verification_code: undefined } }
}

function readNewTransaction(body: unknown): NewCardTransaction {
  const { wallet_id, description, amount, currency, payment_method, card } = checkedBody(validator, body)
  const read: NewCardTransaction = {
    walletId: BigInt(wallet_id),
    description,
    method: payment_method,
    amount: BigInt(amount),
    currency,
    card: { number: card.number, holder: card.holder, expiry: card.expiry, verificationCode: card.verification_code },
  }
  const problems: BodyPart[] = []
  if (!isOperationAmount(read.amount)) {
    const detail = `must be a whole number of micro-units from 1 to ${AMOUNT_MAX}`
    problems.push({ pointer: '/amount', code: 'invalid', detail })
  }
  if (!isCurrencyCode(currency)) {
    problems.push({ pointer: '/currency', code: 'invalid', detail: currencyNotAllowed().message })
  }
  problems.push(...problemsOf(read, new Date()))
  if (problems.length > 0) throw new Refused('invalid', summaryOf(problems), problems)
  return read
}
