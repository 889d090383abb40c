import { v7 as uuidv7 } from 'uuid'
import type { Client, Pool } from '../../common/database/pool.ts'
import { transaction } from '../../common/database/transaction.ts'
import { hashPassword, verifyPassword } from '../../common/identity/passwords.ts'
import { hashOf, newRefreshToken, REFRESH_TOKEN } from '../../common/identity/secrets.ts'
import { recordAudit } from '../../common/identity/sql/audit.ts'
import { endSessionsOf } from '../../common/identity/sql/sessions.ts'
import type { By } from '../../common/identity/users.ts'
import { Refused } from '../errors.ts'
import type { AccessTokens } from './access-tokens.ts'
import { type Attempts, createAttempts } from './attempts.ts'
import type { Hashing } from './hashing.ts'
import type { Principal } from './principal.ts'
import {
  type Credentials,
  endSession,
  endSessionOfUsed,
  insertRefreshToken,
  insertSession,
  lockUser,
  prolongSession,
  readCredentials,
  useRefreshToken,
} from './sql/log-ins.ts'

export interface LogInOptions {
  writes: Pool
  tokens: AccessTokens
  hashing: Hashing
  refreshTtlMs: number
}

/** What somebody who logged in goes on with. */
export interface Tokens {
  accessToken: string
  accessTtlSec: number
  refreshToken: string
  refreshTtlSec: number
}

/** Of one user; with more, the oldest ends. */
export const SESSIONS_MAX = 100

/** Log-ins by e-mail and password, what prolongs them, and what ends them. */
export class LogIn {
  readonly #options: LogInOptions
  readonly #attempts: Attempts
  readonly #refreshTtlSec: number
  /** To be verified where there is no account, so that the answer takes as long. */
  readonly #nobodysHash: Promise<string>

  constructor(options: LogInOptions) {
    this.#options = options
    this.#attempts = createAttempts(options.writes)
    this.#refreshTtlSec = Math.ceil(options.refreshTtlMs / 1000)
    this.#nobodysHash = hashPassword(newRefreshToken().text)
    this.#nobodysHash.catch(() => {})
  }

  /**
   * Opens a session. Refused with one and the same answer for an address that nobody has, a wrong password and a disabled user;
   * Retryable `locked` after too many failures.
   */
  async logIn({ email, password }: { email: string; password: string }, by: By): Promise<Tokens> {
    const { address = '' } = by
    await this.#attempts.assertAddressFree(address)
    const { user, isRight } = await this.#options.hashing.inTurn(async () => {
      await this.#attempts.begin(email)
      const user = await readCredentials(this.#options.writes, email)
      const isRight = await verifyPassword(user?.password_hash ?? (await this.#nobodysHash), password)
      return { user, isRight }
    })
    if (user === null || !isRight || user.disabled) {
      await this.#attempts.failed(address)
      await recordAudit(this.#options.writes, {
        ...by,
        action: 'session.open',
        ...(user === null ? {} : { target: { kind: 'user', id: user.id } }),
        refusedFor: user === null ? 'unknown' : isRight ? 'disabled' : 'wrong_password',
      })
      throw wrongCredentials()
    }
    await this.#attempts.succeeded(email)
    return this.#openSession(user, by)
  }

  /** Refuses who does not know the user's password; for changes that a stolen token must not make. Counts as a log-in does. */
  async assertPassword(user: Pick<Credentials, 'email'>, password: string, by: By): Promise<void> {
    const { address = '' } = by
    await this.#attempts.assertAddressFree(address)
    const isRight = await this.#options.hashing.inTurn(async () => {
      await this.#attempts.begin(user.email)
      const found = await readCredentials(this.#options.writes, user.email)
      return verifyPassword(found?.password_hash ?? (await this.#nobodysHash), password)
    })
    if (!isRight) {
      await this.#attempts.failed(address)
      throw new Refused('forbidden', 'current_password is wrong')
    }
    await this.#attempts.succeeded(user.email)
  }

  /**
   * Changes a refresh token for a new pair. A token that was used before ends its session: one of those who have it is not who it
   * was given to.
   */
  async refresh(refreshToken: string, by: By): Promise<Tokens> {
    if (!REFRESH_TOKEN.test(refreshToken)) throw wrongToken()
    const hash = hashOf(refreshToken)
    const tokens = await transaction(this.#options.writes, async (client) => {
      const session = await useRefreshToken(client, hash)
      const user = session === null ? null : await lockUser(client, session.user_id)
      if (session === null || user === null || user.disabled) {
        await this.#endReused(client, hash, by)
        return null
      }
      await prolongSession(client, session.id, this.#refreshTtlSec)
      return this.#issue(client, session.id, user)
    })
    if (tokens === null) throw wrongToken()
    return tokens
  }

  /** Ends the caller's session, or all of the user's. */
  async logOut({ userId, sessionId }: Principal, all: boolean, by: By): Promise<void> {
    if (userId === null || sessionId === null) {
      throw new Refused('forbidden', 'only who logged in can log out: an API key is revoked by DELETE /v1/keys/:id')
    }
    await transaction(this.#options.writes, async (client) => {
      if (all) await endSessionsOf(client, userId, 'logged_out')
      else await endSession(client, sessionId)
      const target = all ? { kind: 'user', id: userId } : { kind: 'session', id: sessionId }
      await recordAudit(client, { ...by, action: 'session.end', target })
    })
  }

  #openSession(credentials: Credentials, by: By): Promise<Tokens> {
    return transaction(this.#options.writes, async (client) => {
      // Disabled or given another password since it was read: then it was not opened in time.
      const user = await lockUser(client, credentials.id)
      if (user === null || user.disabled || user.password_hash !== credentials.password_hash) throw wrongCredentials()
      const id = uuidv7()
      await insertSession(client, { id, userId: user.id, ttlSec: this.#refreshTtlSec, sessionsMax: SESSIONS_MAX })
      await recordAudit(client, {
        ...by,
        actor: { kind: 'user', id: user.id },
        action: 'session.open',
        target: { kind: 'session', id },
      })
      return this.#issue(client, id, user)
    })
  }

  async #issue(client: Client, sessionId: string, { id: userId, name, role }: Credentials): Promise<Tokens> {
    const { tokens } = this.#options
    const { text: refreshToken, hash } = newRefreshToken()
    await insertRefreshToken(client, { hash, sessionId, ttlSec: this.#refreshTtlSec })
    return {
      accessToken: await tokens.sign({ userId, sessionId, name, role }),
      accessTtlSec: Math.ceil(tokens.ttlMs / 1000),
      refreshToken,
      refreshTtlSec: this.#refreshTtlSec,
    }
  }

  async #endReused(client: Client, hash: Buffer, by: By): Promise<void> {
    const ended = await endSessionOfUsed(client, hash)
    if (ended === null) return
    await recordAudit(client, {
      ...by,
      action: 'session.refresh',
      target: { kind: 'session', id: ended.id },
      refusedFor: 'token_reused',
      details: { user_id: ended.user_id },
    })
  }
}

function wrongToken(): Refused {
  return new Refused('unauthenticated', 'the refresh token was used before, has expired or was never given: log in')
}

function wrongCredentials(): Refused {
  return new Refused('unauthenticated', 'the e-mail address or the password is wrong')
}
