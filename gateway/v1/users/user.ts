import Type from 'typebox'
import { EMAIL_EXPECTED, isEmail } from '../../../common/identity/emails.ts'
import { flawOfPassword } from '../../../common/identity/passwords.ts'
import { ROLES } from '../../../common/identity/roles.ts'
import type { ChangeFlaw } from '../../../common/identity/users.ts'
import { type BodyPart, Refused } from '../../errors.ts'
import { summaryOf } from '../body-parts.ts'
import { nullable } from '../nullable.ts'
import { component } from '../openapi/component.ts'
import { Time } from '../time.ts'
import { Uuid } from '../uuid.ts'

export const RoleName = component(
  'Role',
  Type.Enum([...ROLES], { description: 'What they may at most; merchants and users use their own wallets only' }),
)

export const User = component(
  'User',
  Type.Object({
    id: Uuid,
    email: Type.String({ examples: ['ana@example.org'] }),
    name: Type.String({ examples: ['Ana'] }),
    role: RoleName,
    created_at: Time,
    disabled_at: nullable(Time),
  }),
)

const NAME_MAX = 140

export const Name = Type.String({
  maxLength: NAME_MAX,
  pattern: '^[^\\S\\p{Cc}]*[^\\s\\p{Cc}][^\\p{Cc}]*$',
  description: 'Up to 140 characters',
  examples: ['Ana'],
})
export const Email = Type.String({ maxLength: 254, description: EMAIL_EXPECTED, examples: ['ana@example.org'] })
/** Its length is told of in characters by `flawOfPassword`; this bounds what is looked at. */
export const Password = Type.String({
  maxLength: 1024,
  description: '8 to 256 characters',
  examples: ['rain on the roof'],
})

/** Refuses an address or a password that nobody can have. What is undefined is not looked at. */
export function assertCredentials(
  given: { email?: string | undefined; password?: string | undefined },
  own = '',
): void {
  const { email, password } = given
  const parts: BodyPart[] = []
  const add = (pointer: string, detail: string) => parts.push({ pointer, code: 'invalid', detail })
  if (email !== undefined && !isEmail(email)) add('/email', `must be ${EMAIL_EXPECTED}`)
  const flaw = password === undefined ? null : flawOfPassword(password, email ?? own)
  if (flaw !== null) add('/password', flaw)
  if (parts.length > 0) throw new Refused('invalid', summaryOf(parts), parts)
}

export function emailTaken(): Refused {
  const detail = 'is the address of a user already'
  return new Refused('already_exists', `/email ${detail}`, [{ pointer: '/email', code: 'already_exists', detail }])
}

export function noUser(id: string): Refused {
  return new Refused('not_found', `no user with id: ${id}`)
}

export function changeRefused(flaw: ChangeFlaw, id: string): Refused {
  switch (flaw) {
    case 'unknown':
      return noUser(id)
    case 'email_taken':
      return emailTaken()
    case 'last_admin':
      return new Refused('last_admin', 'this is the last admin who may act: make another one first')
  }
}
