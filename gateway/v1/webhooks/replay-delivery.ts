import Type from 'typebox'
import { Refused } from '../../errors.ts'
import { readDelivery, replayDelivery } from '../../webhooks/sql/deliveries.ts'
import { assertNoBody } from '../body-parts.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { DELIVERY_ID, Delivery, noDelivery } from './delivery.ts'

const Params = Type.Object({ id: Type.String({ pattern: DELIVERY_ID, description: 'The delivery’s id' }) })

/** Sends a dead delivery again, with all of its attempts and under its old id. */
export function replayDeliveryRoute(app: V1App, { pools, webhooks }: V1Context): void {
  const schema = documented({
    operationId: 'replayDelivery',
    tags: ['webhooks'],
    summary: 'Send a delivery that was given up again',
    description: 'With its own event id, from the first attempt on.',
    params: Params,
    response: { 200: Delivery },
    problems: ['not_found', 'conflict'],
  })
  app.post('/webhooks/deliveries/:id/replay', { schema }, async ({ params, body }) => {
    assertNoBody(body)
    const id = BigInt(params.id)
    const replayed = await replayDelivery(pools.writes, id)
    const delivery = await readDelivery(pools.reads, id)
    if (delivery === null) throw noDelivery(params.id)
    if (!replayed)
      throw new Refused('conflict', `the delivery ${params.id} is ${delivery.state}: only a dead one is replayed`)
    webhooks.wake()
    return delivery
  })
}
