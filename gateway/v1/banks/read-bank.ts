import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Bank, bankOf, bankWithId } from './bank.ts'
import { BankParams } from './bank-id.ts'

const schema = documented({
  operationId: 'readBank',
  tags: ['banks'],
  summary: 'A bank with its position',
  description: 'The position is the sum of its accounts.',
  params: BankParams,
  response: { 200: Bank },
  problems: ['not_found'],
})

export function readBankRoute(app: V1App, { pools }: V1Context): void {
  app.get('/banks/:id', { schema }, async ({ params }) => bankOf(await bankWithId(pools, params.id)))
}
