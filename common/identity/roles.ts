/**
 * What somebody may do, most first.
 *
 * - admin: everything
 * - operator: everything of running the mesh, but neither users nor keys
 * - merchant, user: their own wallets, and what everybody may know
 */
export const ROLES = ['admin', 'operator', 'merchant', 'user'] as const

export type Role = (typeof ROLES)[number]

export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text)
}

/** The one of both that may less. */
export function lesserRole(one: Role, other: Role): Role {
  return ROLES.indexOf(one) > ROLES.indexOf(other) ? one : other
}

/** Whether who has the role needs to own a wallet to see it and to spend from it. */
export function needsOwnership(role: Role): boolean {
  return role === 'merchant' || role === 'user'
}
