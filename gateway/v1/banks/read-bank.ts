import type { V1App, V1Context } from '../v1.ts'
import { Bank, BankParams, bankOf, bankWithId } from './bank.ts'

export function readBankRoute(app: V1App, { pools }: V1Context): void {
  const schema = { params: BankParams, response: { 200: Bank } }
  app.get('/banks/:id', { schema }, async ({ params }) => bankOf(await bankWithId(pools, params.id)))
}
