import type { Role } from '../data/session.ts'
import type { IconName } from '../parts/icons.tsx'

export interface Screen {
  /** The first part of its path. */
  path: string
  title: string
  icon: IconName
  roles: readonly Role[]
}

const ADMIN: readonly Role[] = ['admin']
const MESH: readonly Role[] = ['admin', 'operator']
const TRADERS: readonly Role[] = ['admin', 'operator', 'merchant']
const KEEPERS: readonly Role[] = ['admin', 'merchant', 'user']
const ALL: readonly Role[] = ['admin', 'operator', 'merchant', 'user']

/** The menu, and who sees which part of it. What a role may do is for the gateway to say; this only hides what it would refuse. */
export const SECTIONS: readonly { title: string; screens: readonly Screen[] }[] = [
  {
    title: 'Money',
    screens: [
      { path: 'wallets', title: 'Wallets', icon: 'wallet', roles: ALL },
      { path: 'send', title: 'Send money', icon: 'send', roles: ALL },
      { path: 'operations', title: 'Operations', icon: 'operations', roles: ALL },
      { path: 'cards', title: 'Cards', icon: 'cards', roles: TRADERS },
      { path: 'rates', title: 'Rates', icon: 'rates', roles: MESH },
    ],
  },
  {
    title: 'Running the mesh',
    screens: [
      { path: 'mesh', title: 'Mesh', icon: 'mesh', roles: MESH },
      { path: 'clearing', title: 'Clearing', icon: 'clearing', roles: MESH },
      { path: 'screening', title: 'Screening', icon: 'screening', roles: MESH },
      { path: 'failed', title: 'Work that failed', icon: 'failed', roles: MESH },
    ],
  },
  {
    title: 'Access',
    screens: [
      { path: 'webhooks', title: 'Webhooks', icon: 'webhooks', roles: MESH },
      { path: 'users', title: 'Users', icon: 'users', roles: ADMIN },
      { path: 'keys', title: 'API keys', icon: 'keys', roles: KEEPERS },
      { path: 'audit', title: 'Audit', icon: 'audit', roles: ADMIN },
    ],
  },
]

/** What the role sees of the menu. */
export function sectionsFor(role: Role): typeof SECTIONS {
  return SECTIONS.map(({ title, screens }) => ({
    title,
    screens: screens.filter(({ roles }) => roles.includes(role)),
  })).filter(({ screens }) => screens.length > 0)
}

/** One's own account is for everybody, and not in the menu. */
export function mayOpen(path: string, role: Role): boolean {
  if (path === 'account') return true
  return SECTIONS.some(({ screens }) => screens.some((one) => one.path === path && one.roles.includes(role)))
}
