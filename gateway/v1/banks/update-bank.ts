import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { updateBank } from '../../clearing/sql/update-bank.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Bank, BankName, Bic, bankOf, bankWithId, refusalOf } from './bank.ts'
import { BankParams } from './bank-id.ts'

const Body = component(
  'BankChanges',
  Type.Object(
    { name: Type.Optional(BankName), bic: Type.Optional(Bic) },
    { additionalProperties: false, minProperties: 1 },
  ),
)

const validator = Compile(Body)

const schema = documented({
  operationId: 'updateBank',
  tags: ['banks'],
  summary: 'Change a bank’s name or BIC',
  description: 'Changes what the body names, and nothing else.',
  params: BankParams,
  body: Body,
  bodyExamples: { bic: { bic: 'BRASBRRJ' }, 'BIC not known': { bic: null } },
  response: { 200: Bank },
  problems: ['not_found', 'already_exists'],
})

/** Changes what the body names. */
export function updateBankRoute(app: V1App, { pools }: V1Context): void {
  app.patch('/banks/:id', { schema, validatorCompiler: readByHandler }, async ({ params, body }) => {
    const changes = checkedBody(validator, body)
    const { id } = await bankWithId(pools, params.id)
    await updateBank(pools.writes, id, changes).catch((error: unknown) => {
      throw refusalOf(error, changes)
    })
    return bankOf(await bankWithId(pools, params.id))
  })
}
