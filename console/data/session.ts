import type { components } from '../../clients/typescript/v1.ts'
import { createStore } from './store.ts'

export type Role = components['schemas']['Role']
export type User = components['schemas']['User']
type Tokens = components['schemas']['TokenPair']

/**
 * - checking: the gateway is being asked who we are to it
 * - open: it asks nobody
 * - out: it asks, and nobody is logged in
 * - in: somebody is
 * - unreachable: it does not answer
 */
export type Session =
  | { state: 'checking' | 'out' | 'unreachable' }
  | { state: 'open'; role: Role }
  | { state: 'in'; role: Role; user: User | null }

/** What is shown to the gateway: a pair of tokens, or an API key. */
type Shown = { tokens: Tokens } | { key: string }

/** Ends with the tab. */
const STORED = 'walletmesh.session'

export const session = createStore<Session>({ state: 'checking' })

let shown: Shown | null = readStored()
let refreshing: Promise<boolean> | undefined

/** Sends a request as whoever is logged in. Tokens that ran out are renewed once; who cannot renew them is logged out. */
export async function sendAsUser(request: Request): Promise<Response> {
  const again = shown !== null && 'tokens' in shown ? request.clone() : null
  const used = shown
  const response = await fetch(withAuthorization(request))
  if (response.status !== 401) return response
  // Somebody else's request may have renewed them meanwhile.
  const renewed = again !== null && (used !== shown || (await renew()))
  if (again === null || !renewed) {
    if (used === shown) leave()
    return response
  }
  const second = await fetch(withAuthorization(again))
  if (second.status === 401) leave()
  return second
}

function withAuthorization(request: Request): Request {
  if (shown === null) return request
  const headers = new Headers(request.headers)
  headers.set('authorization', `Bearer ${'key' in shown ? shown.key : shown.tokens.access_token}`)
  return new Request(request, { headers })
}

/** A refresh token works once, so all who wait for new ones share one renewal. */
function renew(): Promise<boolean> {
  refreshing ??= renewNow().finally(() => {
    refreshing = undefined
  })
  return refreshing
}

async function renewNow(): Promise<boolean> {
  if (shown === null || !('tokens' in shown)) return false
  const body = JSON.stringify({ refresh_token: shown.tokens.refresh_token })
  const response = await fetch('/v1/tokens/refresh', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  if (!response.ok) return false
  keep({ tokens: (await response.json()) as Tokens })
  return true
}

function keep(value: Shown | null): void {
  shown = value
  if (value === null) sessionStorage.removeItem(STORED)
  else sessionStorage.setItem(STORED, JSON.stringify(value))
}

function readStored(): Shown | null {
  const text = sessionStorage.getItem(STORED)
  return text === null ? null : (JSON.parse(text) as Shown)
}

function leave(): void {
  keep(null)
  session.set({ state: 'out' })
}

/** Finds out whether anybody is asked, and who we are. */
export async function enter(): Promise<void> {
  try {
    const me = await sendAsUser(new Request('/v1/users/me'))
    if (me.ok) {
      const user = (await me.json()) as User
      session.set({ state: 'in', role: await roleOf(user), user })
    } else if (me.status === 404) {
      // Nobody is asked, or an API key without an owner was shown.
      session.set(
        shown === null ? { state: 'open', role: 'admin' } : { state: 'in', role: await askedRole(), user: null },
      )
    } else if (me.status === 401) {
      leave()
    } else {
      session.set({ state: 'unreachable' })
    }
  } catch {
    session.set({ state: 'unreachable' })
  }
}

/** A key may do less than its owner. */
async function roleOf(user: User): Promise<Role> {
  return shown !== null && 'key' in shown ? askedRole() : user.role
}

/** What may be read tells the role: there is no route that does. */
async function askedRole(): Promise<Role> {
  const may = async (path: string) => (await sendAsUser(new Request(path))).ok
  if (await may('/v1/users?limit=1')) return 'admin'
  return (await may('/v1/positions')) ? 'operator' : 'user'
}

/** Logs in. Rejects with the answer when it is refused. */
export async function logIn(
  credentials: { email: string; password: string } | { key: string },
): Promise<Response | null> {
  if ('key' in credentials) {
    keep({ key: credentials.key })
    const response = await sendAsUser(new Request('/v1/users/me'))
    if (response.status === 401) return response
  } else {
    const response = await fetch('/v1/tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    })
    if (!response.ok) return response
    keep({ tokens: (await response.json()) as Tokens })
  }
  await enter()
  return null
}

/** @param everywhere ends all sessions of the user, and not only this one */
export async function logOut(everywhere = false): Promise<void> {
  if (shown !== null && 'tokens' in shown) {
    await sendAsUser(new Request(`/v1/tokens?all=${everywhere}`, { method: 'DELETE' })).catch(() => {})
  }
  leave()
}

/** Whether whoever is logged in runs the mesh. */
export function runsMesh(role: Role): boolean {
  return role === 'admin' || role === 'operator'
}
