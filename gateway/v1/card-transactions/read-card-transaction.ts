import { documented } from '../openapi/documented.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { CardTransaction, cardTransactionOf, seen } from './card-transaction.ts'

const schema = documented({
  operationId: 'readCardTransaction',
  tags: ['card transactions'],
  summary: 'What has become of a card transaction',
  description: 'With its refunds. Of a wallet of somebody else, there is none.',
  params: UuidParams,
  response: { 200: CardTransaction },
  problems: ['not_found'],
})

export function readCardTransaction(app: V1App, { cards, identity: { ownership } }: V1Context): void {
  app.get('/card_transactions/:id', { schema }, async ({ params: { id }, principal }) => {
    return cardTransactionOf(await seen(await cards.read(id), id, ownership, principal))
  })
}
