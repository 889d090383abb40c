import type { Claim } from '../../idempotency/claim.ts'
import { assertNoBody } from '../body-parts.ts'
import { once } from '../once.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { keptSettlement, OF_THE_STORE, Settlement, settlementOf, waitForWork } from './settlement.ts'

const schema = documented({
  operationId: 'takeSettlement',
  tags: ['settlements'],
  summary: 'Take a snapshot',
  description: 'It can be approved or cancelled then. Answers within 60 s; it may be asked for again.',
  response: { 201: Settlement },
  answerHeaders: ['Location'],
  idempotent: true,
  problems: ['not_proved', ...OF_THE_STORE],
})

/**
 * Takes a snapshot: it can be approved or cancelled then. When the answer is lost, another one may be taken under the same idempotency key,
 * which does no harm: of those that hold the same money, one can be approved.
 */
export function takeSettlement(app: V1App, { clearing: { settlers }, idempotency }: V1Context): void {
  app.post('/settlements', { schema }, async (request, reply) => {
    waitForWork(request)
    const work = async (claim: Claim | undefined) => {
      assertNoBody(request.body)
      const { snapshot } = await settlers.work((settler) => settler.takeSnapshot({}))
      return idempotency.keep(claim, settlementOf(snapshot))
    }
    const taken = await once(idempotency, request, reply, work, keptSettlement)
    reply.code(201).header('location', `/v1/settlements/${taken.id}`)
    return taken
  })
}
