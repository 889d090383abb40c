import { createKey } from '../../common/identity/keys.ts'
import { hashPassword } from '../../common/identity/passwords.ts'
import type { Role } from '../../common/identity/roles.ts'
import { createUser } from '../../common/identity/users.ts'
import type { Answer, TestGateway } from './server.ts'

export const PASSWORD = 'correct horse battery'
const passwordHash = hashPassword(PASSWORD)

const BY = { actor: { kind: 'command', id: 'test' } } as const

export interface TestUser {
  id: string
  email: string
}

/** Calls a gateway as somebody. */
export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>

/** Somebody who logged in, or shows a key. */
export interface Caller {
  call: Call
  authorization: string
}

let count = 0

/** A user with PASSWORD, made beside any gateway. */
export async function makeUser({ pool }: Pick<TestGateway, 'pool'>, role: Role): Promise<TestUser> {
  count += 1
  const email = `${role}-${count}@example.org`
  const made = await createUser(pool, { email, name: role, role, passwordHash: await passwordHash }, BY)
  if (made === 'email_taken') throw new Error(`${email} is taken`)
  return made
}

export async function makeKey(
  { pool }: Pick<TestGateway, 'pool'>,
  role: Role,
  ownerId: string | null = null,
): Promise<{ id: string; text: string }> {
  const { key, text } = await createKey(pool, { name: role, role, ownerId, expiresAt: null }, BY)
  return { id: key.id, text }
}

/** A gateway that a test started by itself may have nobody to judge its answers. */
type Callable = Pick<TestGateway, 'url'> & Partial<Pick<TestGateway, 'assertDocumented'>>

/** Calls with this header Authorization, or without. */
export function callerOf({ url, assertDocumented }: Callable, authorization?: string): Call {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    // Events would go on and on.
    const isEndless = /event-stream/.test(response.headers.get('content-type') ?? '')
    if (isEndless) await response.body?.cancel()
    const text = isEndless ? '' : await response.text()
    assertDocumented?.({ method, path, status: response.status, headers: response.headers, text })
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson && text !== '' ? JSON.parse(text) : undefined,
    }
  }
}

export interface Tokens {
  access_token: string
  refresh_token: string
}

export async function logIn(gateway: Callable, { email }: Pick<TestUser, 'email'>): Promise<Tokens> {
  const { status, json, text } = await callerOf(gateway)('POST', '/v1/tokens', { email, password: PASSWORD })
  if (status !== 201) throw new Error(`no log-in: ${text}`)
  return json as Tokens
}

/** A new user of the role, logged in. */
export async function enter(gateway: Callable & Pick<TestGateway, 'pool'>, role: Role): Promise<Caller & TestUser> {
  const user = await makeUser(gateway, role)
  const authorization = `Bearer ${(await logIn(gateway, user)).access_token}`
  return { ...user, authorization, call: callerOf(gateway, authorization) }
}
