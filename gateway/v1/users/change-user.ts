import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { hashPassword } from '../../../common/identity/passwords.ts'
import { readUser, type User as StoredUser } from '../../../common/identity/sql/users.ts'
import { changeUser } from '../../../common/identity/users.ts'
import { Refused } from '../../errors.ts'
import { byOf } from '../../identity/guard.ts'
import type { Principal } from '../../identity/principal.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { assertCredentials, changeRefused, Email, Name, noUser, Password, RoleName, User } from './user.ts'

const Body = component(
  'UserChanges',
  Type.Object(
    {
      email: Type.Optional(Email),
      name: Type.Optional(Name),
      role: Type.Optional(RoleName),
      disabled: Type.Optional(Type.Boolean()),
      password: Type.Optional(Password),
      current_password: Type.Optional(
        Type.String({ maxLength: 1024, description: 'Of who changes their own address or password' }),
      ),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
)

type Change = Type.Static<typeof Body>

const validator = Compile(Body)

const schema = documented({
  operationId: 'changeUser',
  tags: ['users'],
  summary: 'Change a user',
  description:
    'Changes what the body names, and nothing else. Admins change everybody; others their own name, and with their password their address and password. Who is disabled or has a new password is logged out everywhere, but for the session that changes its own.',
  params: UuidParams,
  body: Body,
  bodyExamples: {
    name: { name: 'Ana' },
    password: { password: 'rain on the lake', current_password: 'rain on the roof' },
    disabled: { disabled: true },
  },
  response: { 200: User },
  problems: ['not_found', 'already_exists', 'last_admin', 'locked', 'overloaded'],
})

/**
 * Changes what the body names. Admins change everybody; others their own name, and with their password their address and
 * password. Who is disabled or has a new password is logged out everywhere, but for the session that changes its own.
 */
export function changeUserRoute(app: V1App, { identity, pools }: V1Context): void {
  app.patch('/users/:id', { schema, validatorCompiler: readByHandler }, async (request) => {
    const { principal } = request
    const id = request.params.id.toLowerCase()
    const change = checkedBody(validator, request.body)
    const isOwn = principal.userId === id
    const found = isOwn || principal.role === 'admin' ? await readUser(pools.reads, id) : null
    if (found === null) throw noUser(request.params.id)
    assertCredentials(change, found.email)
    assertMayChange(change, principal)
    if (isOwn) await assertOwner(change, found, principal)
    const { email, name, role, disabled, password } = change
    const passwordHash =
      password === undefined ? undefined : await identity.hashing.inTurn(() => hashPassword(password))
    const changed = await changeUser(pools.writes, id, { email, name, role, disabled, passwordHash }, byOf(request), {
      keepSession: isOwn ? principal.sessionId : null,
    })
    if (typeof changed === 'string') throw changeRefused(changed, request.params.id)
    identity.forget(id)
    if (role === 'admin') await identity.look()
    return changed

    /** A token or key that was stolen must not be enough to take the account over. */
    async function assertOwner(
      { email, password, current_password }: Change,
      user: StoredUser,
      { kind }: Principal,
    ): Promise<void> {
      if (email === undefined && password === undefined) return
      if (kind !== 'user') throw new Refused('forbidden', 'log in to change your address or password: a key cannot')
      if (current_password === undefined) {
        const detail = 'is missing: it is needed to change your address or password'
        const pointer = '/current_password'
        throw new Refused('invalid', `${pointer} ${detail}`, [{ pointer, code: 'invalid', detail }])
      }
      await identity.logIn.assertPassword(user, current_password, byOf(request))
    }
  })
}

function assertMayChange({ role, disabled }: Change, { role: own }: Principal): void {
  if (own === 'admin' || (role === undefined && disabled === undefined)) return
  throw new Refused('forbidden', 'only an admin changes roles and disables users')
}
