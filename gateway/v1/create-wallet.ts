import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { readUser } from '../../common/identity/sql/users.ts'
import { isUuid } from '../../common/uuid.ts'
import { currencyNotAllowed, isCurrencyCode } from '../currency-code.ts'
import { type BodyPart, Refused } from '../errors.ts'
import { type Claim, KeyTaken } from '../idempotency/claim.ts'
import type { KeptKey } from '../idempotency/sql/find-key.ts'
import { keepAnswer } from '../idempotency/sql/keep-answer.ts'
import { byOf } from '../identity/guard.ts'
import { type Principal, usesAllWallets } from '../identity/principal.ts'
import { createWallet } from '../sql/create-wallet.ts'
import { readWallet } from '../sql/read-wallet.ts'
import { checkedBody, readByHandler } from './body-parts.ts'
import { nullable } from './nullable.ts'
import { once } from './once.ts'
import { component } from './openapi/component.ts'
import { documented } from './openapi/documented.ts'
import type { V1App, V1Context } from './v1.ts'
import { Wallet, walletOf } from './wallets.ts'

/** U+FFFD is what the decoder puts where the bytes were not UTF-8. */
const Text = Type.String({
  maxLength: 1000,
  pattern: '^\\s*[^\\s\\0\\uFFFD\\ud800-\\udfff][^\\0\\uFFFD\\ud800-\\udfff]*$',
  examples: ['Porto'],
})

const Body = component(
  'NewWallet',
  Type.Object(
    {
      name: Text,
      country: Text,
      city: Text,
      currency: Type.String({ description: 'Its code', examples: ['USD'] }),
      owner_id: Type.Optional(
        nullable(
          Type.String({
            description: 'A user; by default who asks. Admins and operators may name others, or null for nobody’s',
            examples: ['01a20e45-d84a-766b-8572-238235365605'],
          }),
        ),
      ),
    },
    { additionalProperties: false },
  ),
)

const validator = Compile(Body)

const schema = documented({
  operationId: 'createWallet',
  tags: ['wallets'],
  summary: 'Make a wallet',
  description:
    'It is empty, and the caller’s. An owner is for ever; a wallet that is nobody’s is used by admins and operators only.',
  body: Body,
  bodyExamples: { wallet: { name: 'Savings', country: 'Portugal', city: 'Porto', currency: 'EUR' } },
  response: { 201: Wallet },
  answerHeaders: ['Location'],
  idempotent: true,
  problems: [],
})

/** Creates an empty wallet. It is the caller's; admins and operators may make it somebody's, or nobody's. */
export function createWalletRoute(app: V1App, { idempotency, pools }: V1Context): void {
  app.post('/wallets', { schema, validatorCompiler: readByHandler }, async (request, reply) => {
    const work = (claim: Claim | undefined) => create(request, claim)
    const wallet = await once(idempotency, request, reply, work, keptWallet)
    reply.code(201).header('location', `/v1/wallets/${wallet.id}`)
    return wallet
  })

  async function create(request: FastifyRequest, claim: Claim | undefined): Promise<MadeWallet> {
    const { owner_id, ...wallet } = checkedBody(validator, request.body)
    if (!isCurrencyCode(wallet.currency)) throw refused('/currency', currencyNotAllowed().message)
    let made: MadeWallet | undefined
    await createWallet(pools.writes, wallet, {
      ownerId: await ownerOf(request.principal, owner_id),
      by: byOf(request),
      async also(client, id) {
        const row = await readWallet(client, Number(id))
        if (row === null) throw new RangeError(`wallet ${id} was not made`)
        made = walletOf(row)
        if (claim !== undefined && !(await keepAnswer(client, claim, made))) throw new KeyTaken()
      },
    })
    if (made === undefined) throw refused('/currency', currencyNotAllowed().message)
    return made
  }

  async function ownerOf(principal: Principal, given: string | null | undefined): Promise<string | null> {
    if (given === undefined || given === principal.userId) return principal.userId
    if (!usesAllWallets(principal))
      throw new Refused('forbidden', 'only an operator or an admin makes wallets of others')
    if (given === null) return null
    const owner = isUuid(given) ? await readUser(pools.reads, given) : null
    if (owner === null || owner.disabled_at !== null) throw refused('/owner_id', 'is no user who may act')
    return owner.id
  }
}

function refused(pointer: string, detail: string): Refused {
  const part: BodyPart = { pointer, code: 'invalid', detail }
  return new Refused('invalid', `${pointer} ${detail}`, [part])
}

type MadeWallet = Type.Static<typeof Wallet>

/** As it was made. */
function keptWallet({ answer }: KeptKey): MadeWallet {
  return answer as MadeWallet
}
