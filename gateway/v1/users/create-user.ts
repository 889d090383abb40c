import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { hashPassword } from '../../../common/identity/passwords.ts'
import { createUser } from '../../../common/identity/users.ts'
import { Refused } from '../../errors.ts'
import { byOf } from '../../identity/guard.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { component, described } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { assertCredentials, Email, emailTaken, Name, Password, RoleName, User } from './user.ts'

const Body = component(
  'NewUser',
  Type.Object(
    { email: Email, name: Name, password: Password, role: Type.Optional(described(RoleName, '`user` by default')) },
    { additionalProperties: false },
  ),
)

const validator = Compile(Body)

const schema = documented({
  operationId: 'createUser',
  tags: ['users'],
  summary: 'Make or register a user',
  description:
    'Admins give any role; who registers by themselves, where that is allowed, becomes a `user`. The first admin of a mesh closes it: from then on everybody is asked who they are.',
  body: Body,
  bodyExamples: { user: { email: 'ana@example.org', name: 'Ana', password: 'rain on the roof' } },
  response: { 201: User },
  answerHeaders: ['Location'],
  problems: ['already_exists', 'overloaded'],
})

/** Registers a user. Admins give any role; who registers by themselves, where that is allowed, becomes a `user`. */
export function createUserRoute(app: V1App, { identity, pools }: V1Context): void {
  app.post('/users', { schema, validatorCompiler: readByHandler }, async (request, reply) => {
    const byThemselves = request.principal.kind === 'nobody'
    if (byThemselves && !identity.settings.register) {
      throw new Refused('unauthenticated', 'nobody may register by themselves here: an admin makes users')
    }
    const { email, name, password, role = 'user' } = checkedBody(validator, request.body)
    assertCredentials({ email, password })
    if (byThemselves && role !== 'user') {
      throw new Refused('forbidden', 'who registers becomes a user: an admin gives other roles')
    }
    // Before it is known whether the address is taken, so that the time does not tell.
    const passwordHash = await identity.hashing.inTurn(() => hashPassword(password))
    const made = await createUser(pools.writes, { email, name, role, passwordHash }, byOf(request))
    if (made === 'email_taken') throw emailTaken()
    if (role === 'admin') await identity.look()
    reply.code(201).header('location', `/v1/users/${made.id}`)
    return made
  })
}
