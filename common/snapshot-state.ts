import { SnapshotState } from '../proto/gen/walletmesh/v1/settlement.ts'

/** What became of a snapshot, by the word for it. `expired` and `superseded` are open ones that can no longer be approved. */
export const SNAPSHOT_STATES = {
  open: SnapshotState.SNAPSHOT_STATE_OPEN,
  approved: SnapshotState.SNAPSHOT_STATE_APPROVED,
  settled: SnapshotState.SNAPSHOT_STATE_SETTLED,
  cancelled: SnapshotState.SNAPSHOT_STATE_CANCELLED,
  expired: SnapshotState.SNAPSHOT_STATE_EXPIRED,
  superseded: SnapshotState.SNAPSHOT_STATE_SUPERSEDED,
} as const

export type SnapshotStateWord = keyof typeof SNAPSHOT_STATES

export const SNAPSHOT_STATE_WORDS = Object.keys(SNAPSHOT_STATES) as SnapshotStateWord[]

/** Undefined for a state of a settler that is newer than we are. */
export function snapshotStateWord(state: SnapshotState): SnapshotStateWord | undefined {
  return SNAPSHOT_STATE_WORDS.find((word) => SNAPSHOT_STATES[word] === state)
}
