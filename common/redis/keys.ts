/** Names of all that an installation keeps in Redis. */
export interface Keys {
  /** What is known of a group's entries: incarnation, number of writes, as of when they are complete. */
  group(group: number): string
  /** The same for all groups, but for their numbers. */
  readonly groups: string
  /** A wallet's balance. */
  wallet(id: number): string
  /** The same for all wallets, but for their numbers. */
  readonly wallets: string
  /** What the group's journals add to what each bank is owed. */
  positions(group: number): string
  /** How many requests callers made in this minute, but for who they are. */
  readonly requests: string
  /** Written and deleted again when a process starts. */
  readonly probe: string
  readonly channels: { readonly feed: string; readonly rates: string }
}

export interface Installation {
  schemaName: string
  /** Of the database, see `installationId`: two of them that have the same schema name may share a Redis. */
  id: string
}

/** All keys have one hash tag: on a cluster they are in one slot, so that a script may use several. */
export function keysOf({ schemaName, id: installation }: Installation): Keys {
  const prefix = `{${schemaName}.${installation}}:`
  const groups = `${prefix}group:`
  const wallets = `${prefix}wallet:`
  return {
    group: (group) => `${groups}${group}`,
    groups,
    wallet: (id) => `${wallets}${id}`,
    wallets,
    positions: (group) => `${prefix}positions:${group}`,
    requests: `${prefix}requests:`,
    probe: `${prefix}probe`,
    channels: { feed: `${prefix}feed`, rates: `${prefix}rates` },
  }
}
