import { createHash } from 'node:crypto'
import type { Pool } from '../common/database/pool.ts'
import type { SnapshotStateWord } from '../common/snapshot-state.ts'
import { CLEARING_CURRENCY } from '../ledger/money.ts'
import { SnapshotRefused } from './errors.ts'
import { pace } from './pace.ts'
import { postLines } from './sql/post-lines.ts'
import { approveSnapshot, cancelSnapshot, readNewestSnapshot, readSnapshot, type SnapshotRow } from './sql/snapshots.ts'
import { LINES_PER_CHUNK } from './store/snapshot-store.ts'
import type { SnapshotStores } from './store/snapshot-stores.ts'

/** Settlement operations that are queued in one transaction: as many as are read best. */
const LINES_PER_POSTING = LINES_PER_CHUNK

/**
 * Approves a snapshot, the newest open one without an id, and returns its id. From then on its settlement is certain: whatever
 * breaks, `postSettlement` goes on where it was. Approving twice is approving once.
 *
 * Throws SnapshotRefused when it does not exist or is cancelled, expired or superseded.
 */
export async function approve(pool: Pool, id: string | null): Promise<string> {
  const snapshot = await find(pool, id)
  if (await approveSnapshot(pool, snapshot.id)) return snapshot.id
  return assertState(await find(pool, snapshot.id), ['approved', 'settled'])
}

/** Cancels a snapshot, the newest open one without an id, and returns its id. Cancelling twice is cancelling once. */
export async function cancel(pool: Pool, id: string | null): Promise<string> {
  const snapshot = await find(pool, id)
  if (await cancelSnapshot(pool, snapshot.id)) return snapshot.id
  return assertState(await find(pool, snapshot.id), ['cancelled'])
}

async function find(pool: Pool, id: string | null): Promise<SnapshotRow> {
  const snapshot = id === null ? await readNewestSnapshot(pool, true) : await readSnapshot(pool, id)
  if (snapshot !== null) return snapshot
  if (id !== null) throw new SnapshotRefused('not_found', `no snapshot with id: ${id}`)
  throw new SnapshotRefused('no_snapshot', 'no snapshot is open: take one first')
}

function assertState({ id, state, expires_at }: SnapshotRow, wanted: readonly SnapshotStateWord[]): string {
  if (wanted.includes(state)) return id
  switch (state) {
    case 'approved':
    case 'settled':
      throw new SnapshotRefused('already_approved', `snapshot ${id} is approved: it cannot be cancelled`)
    case 'cancelled':
      throw new SnapshotRefused('cancelled', `snapshot ${id} was cancelled: take another one`)
    case 'superseded':
      throw new SnapshotRefused(
        'superseded',
        `another snapshot with the same money as ${id} was approved: take a new one`,
      )
    default:
      throw new SnapshotRefused('expired', `snapshot ${id} could be approved until ${expires_at}: take another one`)
  }
}

/**
 * Queues what of an approved snapshot's settlement is not queued yet, part by part, each with the mark of how far it got. Throws
 * PostedElsewhere when somebody else goes on with it, and the signal's reason when it is aborted; the next call goes on from there.
 */
export async function postSettlement(
  pool: Pool,
  stores: SnapshotStores,
  { id, store, posted_through }: Pick<SnapshotRow, 'id' | 'store' | 'posted_through'>,
  signal: AbortSignal,
  linesPerPosting = LINES_PER_POSTING,
): Promise<void> {
  let after = posted_through
  for (let isLast = false; !isLast; ) {
    await pace(pool, signal)
    const lines = await stores.of(store).lines(id, after, linesPerPosting, { nonZeroOnly: true })
    isLast = lines.length < linesPerPosting
    const payouts = lines.map(({ walletId, balance }) => ({
      operationId: settlementOperationId(id, walletId),
      walletId,
      balance,
    }))
    await postLines(pool, { snapshotId: id, currency: CLEARING_CURRENCY, after, payouts, isLast })
    after = payouts.at(-1)?.walletId ?? after
  }
}

/**
 * The id of an account's settlement operation: a UUID of version 7 with the time of the snapshot's id, and a hash for its random
 * bits. The ledger ends an operation once, so that an account cannot be settled twice whatever goes wrong here.
 */
export function settlementOperationId(snapshotId: string, walletId: bigint): string {
  const time = snapshotId.replaceAll('-', '').slice(0, 12)
  const hash = createHash('sha256').update(`settlement ${snapshotId} ${walletId}`).digest('hex')
  const variant = ((Number.parseInt(hash.slice(3, 4), 16) & 0x3) | 0x8).toString(16)
  const digits = `${time}7${hash.slice(0, 3)}${variant}${hash.slice(4, 19)}`
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
