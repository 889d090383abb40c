import type { Claim } from '../../idempotency/claim.ts'
import { assertNoBody } from '../body-parts.ts'
import { once } from '../once.ts'
import { documented } from '../openapi/documented.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { keptSettlement, OF_THE_STORE, Settlement, settlementOf, waitForWork } from './settlement.ts'

const schema = documented({
  operationId: 'approveSettlement',
  tags: ['settlements'],
  summary: 'Approve a snapshot',
  description:
    'Answers once the settlement is certain to happen, within 60 s. Asking again changes nothing and gets the same answer.',
  params: UuidParams,
  response: { 200: Settlement },
  idempotent: true,
  problems: ['not_found', 'expired', 'cancelled', 'superseded', ...OF_THE_STORE],
})

/** Answers once the settlement is certain to happen. Asking again changes nothing and gets the same answer. */
export function approveSettlement(app: V1App, { clearing: { settlers }, idempotency }: V1Context): void {
  app.post('/settlements/:id/approve', { schema }, async (request, reply) => {
    waitForWork(request)
    const { id } = request.params
    const work = async (claim: Claim | undefined) => {
      assertNoBody(request.body)
      const { snapshot } = await settlers.work((settler) => settler.approveSnapshot({ id }))
      return idempotency.keep(claim, settlementOf(snapshot))
    }
    return once(idempotency, request, reply, work, keptSettlement)
  })
}
