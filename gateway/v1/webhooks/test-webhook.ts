import { v7 as uuidv7 } from 'uuid'
import { Refused } from '../../errors.ts'
import { addTestDelivery, readDelivery } from '../../webhooks/sql/deliveries.ts'
import { assertNoBody } from '../body-parts.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Delivery, noDelivery } from './delivery.ts'
import { WebhookParams, webhookWithId } from './webhook.ts'

/** Sends an event that says nothing but that it works; its delivery tells what came of it. */
export function testWebhookRoute(app: V1App, context: V1Context): void {
  const { pools, webhooks } = context
  const schema = documented({
    operationId: 'testWebhook',
    tags: ['webhooks'],
    summary: 'Send an event that says nothing',
    description: 'What came of it is in its delivery.',
    params: WebhookParams,
    response: { 202: Delivery },
    answerHeaders: ['Location'],
    problems: ['not_found', 'conflict'],
  })
  app.post('/webhooks/:id/test', { schema }, async ({ params, body }, reply) => {
    assertNoBody(body)
    const { id } = await webhookWithId(context, params.id)
    const delivery = await addTestDelivery(pools.writes, id, `test_${uuidv7()}`)
    if (delivery === null) throw new Refused('conflict', `the webhook ${id} is disabled`)
    webhooks.wake()
    reply.code(202).header('location', `/v1/webhooks/${id}/deliveries`)
    const added = await readDelivery(pools.reads, delivery)
    if (added === null) throw noDelivery(String(delivery))
    return added
  })
}
