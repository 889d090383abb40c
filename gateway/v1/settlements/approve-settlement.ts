import { assertNoBody } from '../body-parts.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Settlement, settlementOf, waitForWork } from './settlement.ts'

/** Answers once the settlement is certain to happen. Asking again changes nothing and gets the same answer. */
export function approveSettlement(app: V1App, { clearing: { settlers } }: V1Context): void {
  const schema = { params: UuidParams, response: { 200: Settlement } }
  app.post('/settlements/:id/approve', { schema }, async (request) => {
    assertNoBody(request.body)
    waitForWork(request)
    const { id } = request.params
    const { snapshot } = await settlers.work((settler, options) => settler.approveSnapshot({ id }, options))
    return settlementOf(snapshot)
  })
}
