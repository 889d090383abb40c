import type { Role } from '../../common/identity/roles.ts'
import type { ActorKind } from '../../common/identity/sql/audit.ts'

/** Who calls, and what they may at this moment. */
export interface Principal {
  readonly kind: Exclude<ActorKind, 'command'>
  /** Of the user or the key. */
  readonly id: string | null
  /** Null for nobody in particular. */
  readonly role: Role | null
  /** Whose wallets these are: the user, or the owner of the key. */
  readonly userId: string | null
  /** Of a user. */
  readonly sessionId: string | null
  /** Whose idempotency keys they use: the user's, or those of a key and of all that took its place. Empty for all others together. */
  readonly caller: string
}

/** Whoever comes while nobody is asked: may do everything. */
export const OPEN: Principal = { kind: 'open', id: null, role: 'admin', userId: null, sessionId: null, caller: '' }

/** Who said nothing of themselves, on a route that asks nobody. */
export const NOBODY: Principal = { kind: 'nobody', id: null, role: null, userId: null, sessionId: null, caller: '' }

/** Whether every wallet is theirs to see and to use. */
export function usesAllWallets({ role }: Principal): boolean {
  return role === 'admin' || role === 'operator'
}
