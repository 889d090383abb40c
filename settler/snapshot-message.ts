import { SNAPSHOT_STATES } from '../common/snapshot-state.ts'
import type { Snapshot } from '../proto/gen/walletmesh/v1/settlement.ts'
import { net, type Transfer } from './netting/netting.ts'
import type { SnapshotRow } from './sql/snapshots.ts'
import type { SnapshotHeader } from './store/snapshot-store.ts'

/** A snapshot as callers see it: what became of it, and what was found of it. @param header null when its documents are lost */
export function snapshotMessage(row: SnapshotRow, header: SnapshotHeader | null): Snapshot {
  return {
    id: row.id,
    state: SNAPSHOT_STATES[row.state],
    currency: header?.currency ?? '',
    takenAt: row.taken_at,
    expiresAt: row.expires_at,
    approvedAt: row.approved_at ?? '',
    settledAt: row.settled_at ?? '',
    cancelledAt: row.cancelled_at ?? '',
    followsId: row.follows_id ?? '',
    store: row.store,
    accounts: header?.accounts ?? 0n,
    lines: row.lines,
    postedLines: row.posted_lines,
    payments: header?.payments ?? 0n,
    banks: (header?.banks ?? []).map(({ bankId, name, bic, accounts, position, paid, received }) => {
      return { bankId, name, bic: bic ?? '', accounts, position, grossPaid: paid, grossReceived: received }
    }),
    ledger: [...(header?.ledger ?? [])],
    proofs: [...(header?.proofs ?? [])],
    netting: header === null ? undefined : nettingMessage(header),
  }
}

function nettingMessage({ banks }: SnapshotHeader): Snapshot['netting'] {
  const { gross, net: moved, payIns, payOuts } = net(banks)
  const obligations = (transfers: readonly Transfer[]) =>
    transfers.map(({ bank, amount }) => ({ bankId: bank.bankId, amount }))
  return { gross, net: moved, payIns: obligations(payIns), payOuts: obligations(payOuts) }
}
