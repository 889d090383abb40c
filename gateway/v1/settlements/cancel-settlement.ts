import type { Claim } from '../../idempotency/claim.ts'
import { assertNoBody } from '../body-parts.ts'
import { once } from '../once.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { keptSettlement, Settlement, settlementOf } from './settlement.ts'

/** Gives up what is not approved. Asking again changes nothing. */
export function cancelSettlement(app: V1App, { clearing: { settlers }, idempotency }: V1Context): void {
  const schema = { params: UuidParams, response: { 200: Settlement } }
  app.post('/settlements/:id/cancel', { schema }, async (request, reply) => {
    const { id } = request.params
    const work = async (claim: Claim | undefined) => {
      assertNoBody(request.body)
      const { snapshot } = await settlers.read((settler, options) => settler.cancelSnapshot({ id }, options))
      return idempotency.keep(claim, settlementOf(snapshot))
    }
    return once(idempotency, request, reply, work, keptSettlement)
  })
}
