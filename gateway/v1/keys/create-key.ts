import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { createKey } from '../../../common/identity/keys.ts'
import { lesserRole, needsOwnership } from '../../../common/identity/roles.ts'
import { readUser } from '../../../common/identity/sql/users.ts'
import { isUuid } from '../../../common/uuid.ts'
import { type BodyPart, Refused } from '../../errors.ts'
import { byOf } from '../../identity/guard.ts'
import { parseRfc3339 } from '../../rfc3339.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { nullable } from '../nullable.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { NO_STORE } from '../tokens/token.ts'
import { Name, RoleName } from '../users/user.ts'
import type { V1App, V1Context } from '../v1.ts'
import { assertKeeper, MadeKey } from './key.ts'

const Body = component(
  'NewKey',
  Type.Object(
    {
      name: Name,
      role: RoleName,
      owner_id: Type.Optional(
        nullable(
          Type.String({
            description: 'A user; by default who asks',
            examples: ['01a20e45-d84a-766b-8572-238235365605'],
          }),
        ),
      ),
      expires_at: Type.Optional(nullable(Type.String({ description: 'RFC 3339 time; by default never' }))),
    },
    { additionalProperties: false },
  ),
)

const validator = Compile(Body)

const schema = documented({
  operationId: 'createKey',
  tags: ['keys'],
  summary: 'Make an API key',
  description:
    'It never may more than its owner does now; only keys of admins and operators may do without one. Merchants and users make keys of their own, when they are logged in. The first key of a mesh closes it: from then on everybody is asked who they are.',
  body: Body,
  bodyExamples: {
    'of the caller': { name: 'shop', role: 'merchant' },
    'for a program': { name: 'ci', role: 'operator', owner_id: null, expires_at: '2027-01-31T00:00:00Z' },
  },
  response: { 201: MadeKey },
  answerHeaders: ['Cache-Control', 'Location'],
  problems: [],
})

/**
 * Makes an API key. It never may more than its owner; only keys of admins and operators may do without one. Merchants and users make
 * keys of their own.
 */
export function createKeyRoute(app: V1App, { identity, pools }: V1Context): void {
  app.post('/keys', { schema, validatorCompiler: readByHandler }, async (request, reply) => {
    const { principal } = request
    const body = checkedBody(validator, request.body)
    const expiresAt = expiryOf(body.expires_at)
    assertKeeper(principal)
    const ownerId = body.owner_id === undefined ? principal.userId : (body.owner_id?.toLowerCase() ?? null)
    if (principal.role !== 'admin' && ownerId !== principal.userId) {
      throw new Refused('forbidden', 'only an admin makes keys of others')
    }
    if (ownerId === null && needsOwnership(body.role)) {
      throw refused('/owner_id', `is missing: a key of the role ${body.role} belongs to a user`)
    }
    const owner = ownerId === null || !isUuid(ownerId) ? null : await readUser(pools.reads, ownerId)
    if (ownerId !== null && (owner === null || owner.disabled_at !== null)) {
      throw refused('/owner_id', 'is no user who may act')
    }
    if (owner !== null && lesserRole(owner.role, body.role) !== body.role) {
      throw refused('/role', `must not be more than its owner's, which is ${owner.role}`)
    }
    const { name, role } = body
    const { key, text } = await createKey(pools.writes, { name, role, ownerId, expiresAt }, byOf(request))
    // Not before the first key is everybody asked who they are; it is made now.
    await identity.look()
    reply.code(201).headers({ ...NO_STORE, location: `/v1/keys/${key.id}` })
    return { ...key, key: text }
  })
}

/** As Postgres reads it. */
function expiryOf(text: string | null | undefined): string | null {
  if (text === undefined || text === null) return null
  const time = parseRfc3339(text)
  if (time === null) throw refused('/expires_at', 'must be an RFC 3339 time such as 2026-01-31T00:00:00Z')
  if (Date.parse(text) <= Date.now()) throw refused('/expires_at', 'must be in the future')
  return time
}

function refused(pointer: string, detail: string): Refused {
  const part: BodyPart = { pointer, code: 'invalid', detail }
  return new Refused('invalid', `${pointer} ${detail}`, [part])
}
