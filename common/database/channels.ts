/** What gateways listen to. Two schemas that begin with the same 50 characters share channels, and wake each other for nothing. */
export type Channel = 'work' | 'leases' | 'identity' | 'rules'

/**
 * Name of the mesh's NOTIFY channel. `work` carries ids of groups that got steps; `leases` says that leases or groups changed;
 * `identity` carries the id of a user, session or key whose rights changed, or `on` when authentication is on from now on; `rules` says that
 * rules of screening changed.
 */
export function channelOf(schemaName: string, channel: Channel): string {
  return `${schemaName.slice(0, 50)}_${channel}`
}

/** The same in SQL, for a session in the mesh's schema. */
export const CHANNEL_IN_SQL: Record<Channel, string> = {
  work: `left(current_schema(), 50) || '_work'`,
  leases: `left(current_schema(), 50) || '_leases'`,
  identity: `left(current_schema(), 50) || '_identity'`,
  rules: `left(current_schema(), 50) || '_rules'`,
}
