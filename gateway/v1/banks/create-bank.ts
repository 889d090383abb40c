import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { createBank } from '../../clearing/sql/create-bank.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Bank, BankName, Bic, bankOf, bankWithId, refusalOf } from './bank.ts'

const Body = Type.Object({ name: BankName, bic: Type.Optional(Bic) }, { additionalProperties: false })

const validator = Compile(Body)

export function createBankRoute(app: V1App, { pools }: V1Context): void {
  const schema = { body: Body, response: { 201: Bank } }
  app.post('/banks', { schema, validatorCompiler: readByHandler }, async ({ body }, reply) => {
    const { name, bic = null } = checkedBody(validator, body)
    const id = await createBank(pools.writes, { name, bic }).catch((error: unknown) => {
      throw refusalOf(error, { name, bic })
    })
    reply.code(201).header('location', `/v1/banks/${id}`)
    return bankOf(await bankWithId(pools, String(id)))
  })
}
