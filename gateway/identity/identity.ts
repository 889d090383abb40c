import { randomBytes } from 'node:crypto'
import { channelOf } from '../../common/database/channels.ts'
import { createListener } from '../../common/database/listener.ts'
import { lesserRole } from '../../common/identity/roles.ts'
import { hashOf, KEY } from '../../common/identity/secrets.ts'
import { authenticationRequired } from '../../common/identity/sql/authentication.ts'
import type { Log } from '../../common/log.ts'
import { type Service, stopInOrder } from '../../common/service.ts'
import type { Settings } from '../../common/settings/settings.ts'
import { Refused, Retryable } from '../errors.ts'
import type { DatabaseAddress, Pools } from '../pools.ts'
import { type AccessTokens, openAccessTokens } from './access-tokens.ts'
import { Hashing } from './hashing.ts'
import { KeyUses } from './key-uses.ts'
import { LogIn } from './log-in.ts'
import { Ownership } from './ownership.ts'
import { OPEN, type Principal } from './principal.ts'
import { Principals, REMEMBERED_MS, type Reading } from './principals.ts'
import { noteKeysUsed, readKeyState, readSession, tokenSecret } from './sql/credentials.ts'
import { readOwners } from './sql/owners.ts'
import { tidyIdentity } from './sql/tidy.ts'

export interface IdentityOptions {
  settings: Settings['auth']
  database: DatabaseAddress
  pools: Pick<Pools, 'reads' | 'writes'>
  log: Log
}

/** Who calls, and what is theirs. */
export interface Identity extends Service {
  /** Whether callers must say who they are. Once it is on it stays on. */
  readonly isOn: boolean
  readonly settings: Settings['auth']
  readonly ownership: Ownership
  readonly hashing: Hashing
  /** Throws Retryable while the database has not answered since the start. */
  readonly logIn: LogIn
  /**
   * Who an Authorization header stands for, now. Throws or rejects with Refused `unauthenticated` when it stands for nobody, and when
   * there is none although callers must say who they are.
   */
  principalOf(authorization: string | undefined): Principal | Promise<Principal>
  /** A user, session or key was changed by this gateway, which need not wait for the notice. */
  forget(id: string): void
  /** An admin or a key was made by this gateway, likewise. */
  look(): Promise<void>
}

const TIDY_INTERVAL_MS = 3_600_000
const TOKEN_SECRET_BYTES = 32
/** Longer ones are none of ours. */
const CREDENTIAL_LENGTH_MAX = 4096

export function createIdentity({ settings, database, pools, log }: IdentityOptions): Identity {
  const channel = channelOf(database.schemaName, 'identity')
  const uses = new KeyUses({ write: (ids) => noteKeysUsed(pools.writes, ids), log })
  const hashing = new Hashing()
  const principals = new Principals({ read, nowMs: Date.now })
  let on = settings.mode === 'required'
  /** There once the database told whether authentication is on, and what signs tokens. Until then nobody gets in. */
  let ready: { tokens: AccessTokens; logIn: LogIn } | undefined
  const timers: NodeJS.Timeout[] = []

  const listener = createListener({
    ...database,
    applicationName: 'gateway identity',
    channels: [channel],
    onNotice(_channel, payload) {
      if (payload === 'on') turnOn()
      else principals.forget(payload)
    },
    onGap() {
      principals.forgetAll()
      lookAgain()
    },
    random: Math.random,
    log,
  })

  function turnOn(): void {
    if (on) return
    on = true
    log.info('authentication is on: there is an admin or an API key')
  }

  async function look(): Promise<void> {
    if (!on && (await authenticationRequired(pools.reads))) turnOn()
    if (ready !== undefined) return
    const given = Buffer.from(settings.tokenSecret)
    const secret = given.length > 0 ? given : await tokenSecret(pools.writes, randomBytes(TOKEN_SECRET_BYTES))
    const tokens = await openAccessTokens({ secret, ttlMs: settings.tokenTtl, nowMs: Date.now })
    ready ??= { tokens, logIn: new LogIn({ writes: pools.writes, tokens, hashing, refreshTtlMs: settings.refreshTtl }) }
  }

  /** Should the notice have been missed, or the database not have answered. */
  async function lookAgain(): Promise<void> {
    if (on && ready !== undefined) return
    await look().catch((err: unknown) => log.debug({ err }, 'could not look whether authentication is on'))
  }

  function asReady(): { tokens: AccessTokens; logIn: LogIn } {
    if (ready !== undefined) return ready
    throw new Retryable('unavailable', 'the database has not told yet who may call, try again')
  }

  async function read(authorization: string): Promise<Reading> {
    const [, credential = ''] = /^Bearer +(\S+) *$/i.exec(authorization) ?? []
    if (credential === '' || credential.length > CREDENTIAL_LENGTH_MAX) {
      throw unauthenticated('the header Authorization must be: Bearer, a space, and an access token or an API key')
    }
    return KEY.test(credential) ? readKey(credential) : readToken(credential)
  }

  async function readKey(text: string): Promise<Reading> {
    const key = await readKeyState(pools.reads, hashOf(text))
    if (key === null) throw unauthenticated('the API key is not known, was revoked or has expired')
    uses.used(key.id)
    const { id, owner_id: userId, owner_role } = key
    const role = owner_role === null ? key.role : lesserRole(key.role, owner_role)
    return {
      principal: { kind: 'key', id, role, userId, sessionId: null, caller: userId ?? key.family_id },
      restsOn: userId === null ? [id] : [id, userId],
      endsAtMs: key.expires_at_ms,
    }
  }

  async function readToken(text: string): Promise<Reading> {
    const claims = await asReady().tokens.read(text)
    const session = claims && (await readSession(pools.reads, claims.sessionId, claims.userId))
    if (claims === null || session === null) throw unauthenticated('the access token is not valid, or no longer')
    const { userId, sessionId, endsAtMs } = claims
    return {
      principal: { kind: 'user', id: userId, role: session.role, userId, sessionId, caller: userId },
      restsOn: [userId, sessionId],
      endsAtMs,
    }
  }

  return {
    get isOn() {
      return on
    },
    settings,
    ownership: new Ownership((walletIds) => readOwners(pools.reads, walletIds)),
    hashing,
    get logIn() {
      return asReady().logIn
    },
    principalOf(authorization) {
      if (authorization !== undefined) return principals.of(authorization)
      if (on) throw unauthenticated('say who you are: Authorization: Bearer, and an access token or an API key')
      asReady()
      return OPEN
    },
    forget: (id) => principals.forget(id),
    look: lookAgain,
    async start() {
      await look().catch((err: unknown) => log.warn({ err }, 'cannot tell yet who may call'))
      await listener.start()
      await uses.start()
      const tidy = () => tidyIdentity(pools.writes).catch((err: unknown) => log.debug({ err }, 'could not tidy up'))
      timers.push(setInterval(lookAgain, REMEMBERED_MS), setInterval(tidy, TIDY_INTERVAL_MS))
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await stopInOrder(listener, uses)
    },
  }
}

function unauthenticated(message: string): Refused {
  return new Refused('unauthenticated', message)
}
