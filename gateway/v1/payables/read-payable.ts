import { readPayable } from '../../cards/sql/read-payables.ts'
import { Refused } from '../../errors.ts'
import { documented } from '../openapi/documented.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Payable, payableOf } from './payable.ts'

const schema = documented({
  operationId: 'readPayable',
  tags: ['payables'],
  summary: 'What has become of a payable',
  description: 'Of a wallet of somebody else, there is none.',
  params: UuidParams,
  response: { 200: Payable },
  problems: ['not_found'],
})

export function readPayableRoute(app: V1App, { pools, identity: { ownership } }: V1Context): void {
  app.get('/payables/:id', { schema }, async ({ params: { id }, principal }) => {
    const found = await readPayable(pools.reads, id)
    if (found !== null && (await ownership.mayUse(principal, BigInt(found.wallet_id)))) return payableOf(found)
    throw new Refused('not_found', `no payable with id: ${id}`)
  })
}
