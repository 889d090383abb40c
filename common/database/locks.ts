import type { Statement } from './one-sync.ts'
import type { Client } from './pool.ts'

/**
 * Transaction-level advisory locks, in the lock space of the mesh's schema. (A share lock on a hot row would breed
 * multixacts; these do not.)
 *
 * - topology: which wallet is in which group. Ingest shares it while it reads groups and queues; a move takes it alone.
 * - a group: who may commit for it. Applying shares it; granting the lease to another and moving wallets take it alone.
 *
 * Whoever takes several takes topology first, then groups in ascending order.
 */
const TOPOLOGY = 0

const lock = (mode: '' | '_shared') =>
  `select pg_advisory_xact_lock${mode}(hashtext(current_schema()), k) from unnest($1::int[]) with ordinality as t(k, n)`

// A set-returning scan of one array yields its rows in order, so the locks are taken in the order given.
const SHARED = lock('_shared')
const EXCLUSIVE = lock('')

/** For those who share the topology with every batch, as a statement to be sent with others. */
export const SHARE_TOPOLOGY: Statement = {
  name: 'share-topology',
  text: `select pg_advisory_xact_lock_shared(hashtext(current_schema()), ${TOPOLOGY})`,
  values: [],
}

export async function shareTopology(client: Client): Promise<void> {
  await client.query({ name: 'lock-shared', text: SHARED, values: [`{${TOPOLOGY}}`] })
}

export async function lockTopology(client: Client): Promise<void> {
  await client.query({ name: 'lock-exclusive', text: EXCLUSIVE, values: [`{${TOPOLOGY}}`] })
}

export async function shareGroup(client: Client, group: number): Promise<void> {
  await client.query({ name: 'lock-shared', text: SHARED, values: [`{${group}}`] })
}

export async function lockGroups(client: Client, groups: readonly number[]): Promise<void> {
  const ordered = [...new Set(groups)].sort((a, b) => a - b)
  await client.query({ name: 'lock-exclusive', text: EXCLUSIVE, values: [`{${ordered.join(',')}}`] })
}
