import type { Right } from '../../identity/rights.ts'

/** What callers can show of themselves. */
export const SECURITY_SCHEMES = {
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'What `POST /v1/tokens` gives to who logs in.',
  },
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'wm_…',
    description: 'What `POST /v1/keys` and `walletmesh keys add` make for programs.',
  },
} as const

type Requirement = Partial<Record<keyof typeof SECURITY_SCHEMES, readonly string[]>>

/** What is to be shown to call a route: one of these. Empty: nothing. */
export function securityOf({ roles, unasked }: Right): Requirement[] {
  if (roles === 'anyone') return []
  const shown: Requirement[] = [{ accessToken: [] }, { apiKey: [] }]
  return unasked === undefined ? shown : [{}, ...shown]
}
