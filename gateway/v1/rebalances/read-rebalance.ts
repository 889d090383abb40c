import { Refused } from '../../errors.ts'
import { readRebalance } from '../../groups/sql/rebalances.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Rebalance, RebalanceParams, rebalanceOf } from './rebalance.ts'

const schema = documented({
  operationId: 'readRebalance',
  tags: ['groups'],
  summary: 'A rebalance',
  description: 'With the load of each group before it, and as its moves make it.',
  params: RebalanceParams,
  response: { 200: Rebalance },
  problems: ['not_found'],
})

export function readRebalanceRoute(app: V1App, { pools }: V1Context): void {
  app.get('/rebalances/:id', { schema }, async ({ params: { id } }) => {
    const rebalance = await readRebalance(pools.reads, BigInt(id))
    if (rebalance === null) throw new Refused('not_found', `no rebalance with id: ${id}`)
    return rebalanceOf(rebalance)
  })
}
