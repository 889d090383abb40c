import type { Claim } from '../../idempotency/claim.ts'
import { assertNoBody } from '../body-parts.ts'
import { once } from '../once.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { keptSettlement, Settlement, settlementOf, waitForWork } from './settlement.ts'

/** Answers once the settlement is certain to happen. Asking again changes nothing and gets the same answer. */
export function approveSettlement(app: V1App, { clearing: { settlers }, idempotency }: V1Context): void {
  const schema = { params: UuidParams, response: { 200: Settlement } }
  app.post('/settlements/:id/approve', { schema }, async (request, reply) => {
    waitForWork(request)
    const { id } = request.params
    const work = async (claim: Claim | undefined) => {
      assertNoBody(request.body)
      const { snapshot } = await settlers.work((settler, options) => settler.approveSnapshot({ id }, options))
      return idempotency.keep(claim, settlementOf(snapshot))
    }
    return once(idempotency, request, reply, work, keptSettlement)
  })
}
