import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Settlement, settlementOf } from './settlement.ts'

export function readSettlement(app: V1App, { clearing: { settlers } }: V1Context): void {
  const schema = { params: UuidParams, response: { 200: Settlement } }
  app.get('/settlements/:id', { schema }, async ({ params: { id } }) => {
    const { snapshot } = await settlers.read((settler, options) => settler.getSnapshot({ id }, options))
    return settlementOf(snapshot)
  })
}
