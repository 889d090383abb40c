import { errors, jwtVerify, SignJWT } from 'jose'
import type { Role } from '../../common/identity/roles.ts'

/** What an access token says. The name and the role are for display: rights are read from the database. */
export interface AccessClaims {
  userId: string
  sessionId: string
  name: string
  role: Role
}

export interface AccessTokensOptions {
  /** At least 32 bytes. */
  secret: Uint8Array
  ttlMs: number
  nowMs: () => number
}

/** Signs access tokens and reads them: JWT (RFC 7519). */
export interface AccessTokens {
  readonly ttlMs: number
  sign(claims: AccessClaims): Promise<string>
  /** Null for whatever is no such token, or an expired one. */
  read(token: string): Promise<{ userId: string; sessionId: string; endsAtMs: number } | null>
}

/**
 * HMAC and no public key: those who read tokens are the gateways that sign them, and it is ten times as fast as EdDSA. Only this
 * algorithm is accepted, whatever a token's header asks for.
 */
const ALGORITHM = 'HS256'
const ISSUER = 'walletmesh'
const AUDIENCE = 'walletmesh-api'

export async function openAccessTokens({ secret, ttlMs, nowMs }: AccessTokensOptions): Promise<AccessTokens> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), hmac, false, ['sign', 'verify'])
  return {
    ttlMs,
    sign({ userId, sessionId, name, role }) {
      const issuedAt = Math.floor(nowMs() / 1000)
      return new SignJWT({ sid: sessionId, name, role })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(userId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + Math.ceil(ttlMs / 1000))
        .sign(key)
    },
    async read(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          requiredClaims: ['sub', 'sid', 'exp'],
          currentDate: new Date(nowMs()),
        })
        const { sub, sid, exp } = payload
        if (!isUuid(sub) || !isUuid(sid) || exp === undefined) return null
        return { userId: sub, sessionId: sid, endsAtMs: exp * 1000 }
      } catch (error) {
        if (error instanceof errors.JOSEError) return null
        throw error
      }
    },
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value)
}
