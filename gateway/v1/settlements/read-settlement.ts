import { documented } from '../openapi/documented.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { OF_THE_STORE, Settlement, settlementOf } from './settlement.ts'

const schema = documented({
  operationId: 'readSettlement',
  tags: ['settlements'],
  summary: 'A snapshot or settlement',
  description: 'With positions, proofs and netting.',
  params: UuidParams,
  response: { 200: Settlement },
  problems: ['not_found', ...OF_THE_STORE],
})

export function readSettlement(app: V1App, { clearing: { settlers } }: V1Context): void {
  app.get('/settlements/:id', { schema }, async ({ params: { id } }) => {
    const { snapshot } = await settlers.read((settler) => settler.getSnapshot({ id }))
    return settlementOf(snapshot)
  })
}
