import type { Role } from '../data/session.ts'

/** Roles to choose from, least first. */
export const ROLES: readonly (readonly [Role, string])[] = [
  ['user', 'user: own wallets'],
  ['merchant', 'merchant: own wallets'],
  ['operator', 'operator: runs the mesh'],
  ['admin', 'admin: everything'],
]
