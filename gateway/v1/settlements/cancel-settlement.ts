import type { Claim } from '../../idempotency/claim.ts'
import { assertNoBody } from '../body-parts.ts'
import { once } from '../once.ts'
import { documented } from '../openapi/documented.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { keptSettlement, OF_THE_STORE, Settlement, settlementOf } from './settlement.ts'

const schema = documented({
  operationId: 'cancelSettlement',
  tags: ['settlements'],
  summary: 'Give up a snapshot',
  description: 'What is approved cannot be given up. Asking again changes nothing.',
  params: UuidParams,
  response: { 200: Settlement },
  idempotent: true,
  problems: ['not_found', 'already_approved', 'expired', 'superseded', ...OF_THE_STORE],
})

/** Gives up what is not approved. Asking again changes nothing. */
export function cancelSettlement(app: V1App, { clearing: { settlers }, idempotency }: V1Context): void {
  app.post('/settlements/:id/cancel', { schema }, async (request, reply) => {
    const { id } = request.params
    const work = async (claim: Claim | undefined) => {
      assertNoBody(request.body)
      const { snapshot } = await settlers.read((settler) => settler.cancelSnapshot({ id }))
      return idempotency.keep(claim, settlementOf(snapshot))
    }
    return once(idempotency, request, reply, work, keptSettlement)
  })
}
