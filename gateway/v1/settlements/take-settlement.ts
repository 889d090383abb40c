import { assertNoBody } from '../body-parts.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { OF_THE_STORE, Settlement, settlementOf, waitForWork } from './settlement.ts'

const schema = documented({
  operationId: 'takeSettlement',
  tags: ['settlements'],
  summary: 'Take a snapshot',
  description: 'It can be approved or cancelled then. Answers within 60 s; it may be asked for again.',
  response: { 201: Settlement },
  answerHeaders: ['Location'],
  problems: ['not_proved', ...OF_THE_STORE],
})

/** Takes a snapshot: it can be approved or cancelled then. */
export function takeSettlement(app: V1App, { clearing: { settlers } }: V1Context): void {
  app.post('/settlements', { schema }, async (request, reply) => {
    assertNoBody(request.body)
    waitForWork(request)
    const { snapshot } = await settlers.work((settler, options) => settler.takeSnapshot({}, options))
    const taken = settlementOf(snapshot)
    reply.code(201).header('location', `/v1/settlements/${taken.id}`)
    return taken
  })
}
