import { assertNoBody } from '../body-parts.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Settlement, settlementOf } from './settlement.ts'

/** Gives up what is not approved. Asking again changes nothing. */
export function cancelSettlement(app: V1App, { clearing: { settlers } }: V1Context): void {
  const schema = { params: UuidParams, response: { 200: Settlement } }
  app.post('/settlements/:id/cancel', { schema }, async ({ params: { id }, body }) => {
    assertNoBody(body)
    const { snapshot } = await settlers.read((settler, options) => settler.cancelSnapshot({ id }, options))
    return settlementOf(snapshot)
  })
}
