import Type from 'typebox'
import type { Tokens } from '../../identity/log-in.ts'
import { component } from '../openapi/component.ts'

/** As RFC 6749, 5.1 answers. */
export const TokenPair = component(
  'TokenPair',
  Type.Object({
    access_token: Type.String({ description: 'For the header Authorization: Bearer' }),
    token_type: Type.Literal('Bearer'),
    expires_in: Type.Integer({ description: 'Seconds' }),
    refresh_token: Type.String({ description: 'For one new pair' }),
    refresh_expires_in: Type.Integer({ description: 'Seconds' }),
  }),
)

/** Secrets stay in nobody's cache. */
export const NO_STORE = { 'cache-control': 'no-store' }

export function tokenPairOf({ accessToken, accessTtlSec, refreshToken, refreshTtlSec }: Tokens) {
  return {
    access_token: accessToken,
    token_type: 'Bearer' as const,
    expires_in: accessTtlSec,
    refresh_token: refreshToken,
    refresh_expires_in: refreshTtlSec,
  }
}
