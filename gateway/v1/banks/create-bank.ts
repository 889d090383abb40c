import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { createBank, createBankOnce } from '../../clearing/sql/create-bank.ts'
import type { Bank as StoredBank } from '../../clearing/sql/read-banks.ts'
import { type Claim, KeyTaken } from '../../idempotency/claim.ts'
import type { KeptKey } from '../../idempotency/sql/find-key.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { once } from '../once.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Bank, BankName, Bic, bankOf, bankWithId, refusalOf } from './bank.ts'

const Body = Type.Object({ name: BankName, bic: Type.Optional(Bic) }, { additionalProperties: false })

const validator = Compile(Body)

export function createBankRoute(app: V1App, { idempotency, pools }: V1Context): void {
  const schema = { body: Body, response: { 201: Bank } }
  app.post('/banks', { schema, validatorCompiler: readByHandler }, async (request, reply) => {
    const work = (claim: Claim | undefined) => create(request.body, claim)
    const bank = await once(idempotency, request, reply, work, keptBank)
    reply.code(201).header('location', `/v1/banks/${bank.id}`)
    return bankOf(bank)
  })

  async function create(body: unknown, claim: Claim | undefined): Promise<StoredBank> {
    const { name, bic = null } = checkedBody(validator, body)
    const refused = (error: unknown) => {
      throw refusalOf(error, { name, bic })
    }
    if (claim === undefined) {
      const id = await createBank(pools.writes, { name, bic }).catch(refused)
      return bankWithId(pools, String(id))
    }
    const bank = await createBankOnce(pools.writes, { name, bic }, claim).catch(refused)
    if (bank === null) throw new KeyTaken()
    return bank
  }
}

/** As it was made. */
function keptBank({ answer }: KeptKey): StoredBank {
  return answer as StoredBank
}
