import type { Claim } from '../../idempotency/claim.ts'
import { assertNoBody } from '../body-parts.ts'
import { once } from '../once.ts'
import type { V1App, V1Context } from '../v1.ts'
import { keptSettlement, Settlement, settlementOf, waitForWork } from './settlement.ts'

/**
 * Takes a snapshot: it can be approved or cancelled then. When the answer is lost, another one may be taken under the same idempotency key,
 * which does no harm: of those that hold the same money, one can be approved.
 */
export function takeSettlement(app: V1App, { clearing: { settlers }, idempotency }: V1Context): void {
  const schema = { response: { 201: Settlement } }
  app.post('/settlements', { schema }, async (request, reply) => {
    waitForWork(request)
    const work = async (claim: Claim | undefined) => {
      assertNoBody(request.body)
      const { snapshot } = await settlers.work((settler, options) => settler.takeSnapshot({}, options))
      return idempotency.keep(claim, settlementOf(snapshot))
    }
    const taken = await once(idempotency, request, reply, work, keptSettlement)
    reply.code(201).header('location', `/v1/settlements/${taken.id}`)
    return taken
  })
}
