import { assertNoBody } from '../body-parts.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Settlement, settlementOf, waitForWork } from './settlement.ts'

/** Takes a snapshot: it can be approved or cancelled then. */
export function takeSettlement(app: V1App, { clearing: { settlers } }: V1Context): void {
  const schema = { response: { 201: Settlement } }
  app.post('/settlements', { schema }, async (request, reply) => {
    assertNoBody(request.body)
    waitForWork(request)
    const { snapshot } = await settlers.work((settler, options) => settler.takeSnapshot({}, options))
    const taken = settlementOf(snapshot)
    reply.code(201).header('location', `/v1/settlements/${taken.id}`)
    return taken
  })
}
