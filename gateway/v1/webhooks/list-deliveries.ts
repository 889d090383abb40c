import Type from 'typebox'
import { readDeliveries } from '../../webhooks/sql/deliveries.ts'
import { parseKey } from '../cursor.ts'
import { described } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'
import { DELIVERY_ID, Delivery, DeliveryState } from './delivery.ts'
import { WebhookParams, webhookWithId } from './webhook.ts'

const Query = Type.Object({
  state: Type.Optional(described(DeliveryState, 'Only those in this state')),
  cursor: Cursor,
  limit: Limit,
})

const Deliveries = Type.Object({ deliveries: Type.Array(Delivery), next_cursor: NextCursor })

const isDeliveryId = (text: string) => new RegExp(DELIVERY_ID).test(text)

/** Newest first. */
export function listDeliveriesRoute(app: V1App, context: V1Context): void {
  const { pools } = context
  const schema = documented({
    operationId: 'listDeliveries',
    tags: ['webhooks'],
    summary: 'What was or is to be sent to a webhook',
    description: 'Newest first.',
    params: WebhookParams,
    querystring: Query,
    response: { 200: Deliveries },
    problems: ['not_found'],
  })
  app.get('/webhooks/:id/deliveries', { schema }, async ({ params, query }) => {
    const { state, cursor, limit = LIMIT_BY_DEFAULT } = query
    const before = cursor === undefined ? null : BigInt(parseKey(cursor, isDeliveryId))
    const { id: webhookId } = await webhookWithId(context, params.id)
    const found = await readDeliveries(pools.reads, { webhookId, state, before, limit: limit + 1 })
    const { entries, next_cursor } = pageOf(found, limit, ({ id }) => id)
    return { deliveries: entries, next_cursor }
  })
}
