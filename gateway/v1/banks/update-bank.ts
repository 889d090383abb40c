import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { updateBank } from '../../clearing/sql/update-bank.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Bank, BankName, BankParams, Bic, bankOf, bankWithId, refusalOf } from './bank.ts'

const Body = Type.Object(
  { name: Type.Optional(BankName), bic: Type.Optional(Bic) },
  { additionalProperties: false, minProperties: 1 },
)

const validator = Compile(Body)

/** Changes what the body names. */
export function updateBankRoute(app: V1App, { pools }: V1Context): void {
  const schema = { params: BankParams, body: Body, response: { 200: Bank } }
  app.patch('/banks/:id', { schema, validatorCompiler: readByHandler }, async ({ params, body }) => {
    const changes = checkedBody(validator, body)
    const { id } = await bankWithId(pools, params.id)
    await updateBank(pools.writes, id, changes).catch((error: unknown) => {
      throw refusalOf(error, changes)
    })
    return bankOf(await bankWithId(pools, params.id))
  })
}
