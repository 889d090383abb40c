import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { isOperationAmount } from '../../../ledger/money.ts'
import { Refused } from '../../errors.ts'
import type { Claim } from '../../idempotency/claim.ts'
import type { KeptKey } from '../../idempotency/sql/find-key.ts'
import { amountOf } from '../amount.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { once } from '../once.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { CardTransaction, cardTransactionOf, noCardTransaction, seen } from './card-transaction.ts'
import { withoutCards } from './masked.ts'

const Body = component(
  'NewCardRefund',
  Type.Object(
    { amount: Type.Optional(amountOf('Micro-units of the transaction’s currency; without it all that is left')) },
    { additionalProperties: false },
  ),
)

const validator = Compile(Body)

const schema = documented({
  operationId: 'refundCardTransaction',
  tags: ['card transactions'],
  summary: 'Give a card its money back, or a part of it',
  description:
    'Before the payout it is taken from what is held for it, afterwards from what is available of the wallet: a refund that the wallet cannot pay fails with the reason `insufficient_funds`, which `refunds` tells. The fee is refunded in proportion. One refund of a transaction is under way at a time.',
  params: UuidParams,
  body: Body,
  bodyExamples: { whole: {}, part: { amount: '5000000' } },
  response: { 202: { ...CardTransaction, description: 'It is under way, or has ended meanwhile' } },
  answerHeaders: ['Location'],
  idempotent: true,
  problems: ['not_found', 'conflict', 'refund_too_large', 'overloaded'],
})

/** Queues the refund, and answers with what became of it so far. */
export function refundCardTransaction(app: V1App, { cards, idempotency, identity: { ownership } }: V1Context): void {
  const options = { schema, validatorCompiler: readByHandler, onSend: withoutCards }
  app.post('/card_transactions/:id/refund', options, async (request, reply) => {
    const { id } = request.params
    request.raw.setTimeout(cards.waitMaxMs)
    await seen(await cards.read(id), id, ownership, request.principal)
    const refundId = await once(idempotency, request, reply, (claim) => work(id, request.body, claim), keptRefund)
    await cards.refunded(refundId)
    const state = await cards.read(id)
    if (state === null) throw noCardTransaction(id)
    reply.header('location', `/v1/card_transactions/${id}`)
    return reply.code(202).send(cardTransactionOf(state))
  })

  async function work(id: string, body: unknown, claim: Claim | undefined): Promise<string> {
    const { amount } = checkedBody(validator, body)
    if (amount === undefined) return cards.refund(id, null, claim)
    const asked = BigInt(amount)
    if (!isOperationAmount(asked)) throw new Refused('invalid', '/amount must be a whole number of micro-units from 1')
    return cards.refund(id, asked, claim)
  }
}

function keptRefund({ answer }: KeptKey): string {
  return (answer as { refund_id: string }).refund_id
}
