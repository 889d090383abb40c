import type { Pool } from '../../../common/database/pool.ts'
import type { SnapshotDocument } from '../backend.ts'

/** Fields of a document that are integers of 64 bits: JSON has them as texts, as numbers they would lose digits. */
const INT64_FIELDS: ReadonlySet<string> = new Set([
  'accounts',
  'lines',
  'payments',
  'position',
  'paid',
  'received',
  'paidInTransit',
  'receivedInTransit',
  'journalSeq',
  'first',
  'last',
])

/** Returns false when the snapshot has a document. */
export async function insertDocument(pool: Pool, document: SnapshotDocument): Promise<boolean> {
  const { rowCount } = await pool.query(
    'insert into snapshot_documents (snapshot_id, document) values ($1, $2) on conflict do nothing',
    [document.header.id, JSON.stringify(document, (_, value) => (typeof value === 'bigint' ? String(value) : value))],
  )
  return rowCount === 1
}

export async function selectDocuments(pool: Pool, ids: readonly string[]): Promise<SnapshotDocument[]> {
  const { rows } = await pool.query<{ document: string }>(
    'select document::text as document from snapshot_documents where snapshot_id = any($1::uuid[])',
    [ids],
  )
  return rows.map(({ document }) =>
    JSON.parse(document, (field, value) => (INT64_FIELDS.has(field) ? BigInt(value) : value)),
  )
}

export async function deleteDocument(client: Pick<Pool, 'query'>, id: string): Promise<void> {
  await client.query('delete from snapshot_documents where snapshot_id = $1', [id])
}
