import type { GetSettlementFileResponse } from '../proto/gen/walletmesh/v1/settlement.ts'
import { SnapshotRefused } from './errors.ts'
import { settlementCsv } from './files/csv.ts'
import { pacs009 } from './files/pacs009.ts'
import type { Settlement } from './files/settlement.ts'
import { net } from './netting/netting.ts'
import type { SnapshotRow } from './sql/snapshots.ts'
import type { SnapshotHeader } from './store/snapshot-store.ts'

/**
 * What banks pay in and are paid, as a file that is the same whenever it is asked for: the money moves on the day of the approval
 * (UTC).
 *
 * Throws SnapshotRefused as long as the snapshot is not approved, and where a message needs at least one payment and there is none.
 */
export function settlementFile(
  { id, approved_at, taken_at }: SnapshotRow,
  { banks }: SnapshotHeader,
  clearingHouse: Settlement['clearingHouse'],
  format: 'csv' | 'pacs.009',
): GetSettlementFileResponse {
  if (approved_at === null)
    throw new SnapshotRefused('not_approved', `snapshot ${id} is not approved: nothing is to be paid`)
  const settlement: Settlement = {
    settlementId: id,
    currency: 'USD',
    takenAt: taken_at,
    createdAt: approved_at,
    settlementDate: approved_at.slice(0, 10),
    clearingHouse,
    netting: net(banks),
  }
  if (format === 'csv') return file(`settlement-${id}.csv`, 'text/csv', settlementCsv(settlement))
  const message = pacs009(settlement)
  if (message === null) {
    throw new SnapshotRefused(
      'nothing_to_pay',
      `no bank owes anything in snapshot ${id}: a message has at least one payment`,
    )
  }
  return file(`settlement-${id}.xml`, 'application/xml', message)
}

function file(fileName: string, mediaType: string, text: string): GetSettlementFileResponse {
  return { fileName, mediaType, content: Buffer.from(text) }
}
