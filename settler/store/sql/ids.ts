import type { Pool } from '../../../common/database/pool.ts'

// From snapshot to snapshot along the key of the chunks, however many each has: PostgreSQL 17 has no skip scan.
const SELECT = `
  with recursive chunked (id) as (
    (select snapshot_id from snapshot_chunks where snapshot_id > $1 order by snapshot_id limit 1)
    union all
    select (select c.snapshot_id from snapshot_chunks c where c.snapshot_id > chunked.id order by c.snapshot_id limit 1)
    from chunked
    where chunked.id is not null
  )
  (select id from chunked where id is not null limit $2)
  union
  (select snapshot_id from snapshot_documents where snapshot_id > $1 order by snapshot_id limit $2)
  order by id
  limit $2`

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

/** Snapshots of which there is a chunk or a document, in ascending order. */
export async function selectIds(pool: Pool, afterId: string | null, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(SELECT, [afterId ?? BEFORE_ALL, limit])
  return rows.map((row) => row.id)
}
