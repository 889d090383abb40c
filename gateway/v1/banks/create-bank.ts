import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { createBank } from '../../clearing/sql/create-bank.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Bank, BankName, Bic, bankOf, bankWithId, refusalOf } from './bank.ts'

const Body = component(
  'NewBank',
  Type.Object({ name: BankName, bic: Type.Optional(Bic) }, { additionalProperties: false }),
)

const validator = Compile(Body)

const schema = documented({
  operationId: 'createBank',
  tags: ['banks'],
  summary: 'Make a bank',
  description: 'Its accounts appear with the first payments that name them.',
  body: Body,
  bodyExamples: { bank: { name: 'Banco do Brasil', bic: 'BRASBRRJ' } },
  response: { 201: Bank },
  answerHeaders: ['Location'],
  problems: ['already_exists'],
})

export function createBankRoute(app: V1App, { pools }: V1Context): void {
  app.post('/banks', { schema, validatorCompiler: readByHandler }, async ({ body }, reply) => {
    const { name, bic = null } = checkedBody(validator, body)
    const id = await createBank(pools.writes, { name, bic }).catch((error: unknown) => {
      throw refusalOf(error, { name, bic })
    })
    reply.code(201).header('location', `/v1/banks/${id}`)
    return bankOf(await bankWithId(pools, String(id)))
  })
}
