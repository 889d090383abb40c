import type { Pool } from '../../../common/database/pool.ts'

/** A key that is taken, with what makes the first answer. */
export interface KeptKey {
  /** Of the claim, as 32 hexadecimal digits. */
  request: string
  /** Of a single operation. */
  operation_id: string | null
  /** Of a batch, in its order; null for what was refused when it was queued. */
  operation_ids: (string | null)[] | null
  answer: unknown
}

const FIND_KEY = `
  select replace(request::text, '-', '') as request, operation_id, operation_ids, answer from idempotency_keys where key = $1`

/** Null for one that nobody has used. */
export async function findKey(pool: Pool, key: string): Promise<KeptKey | null> {
  const { rows } = await pool.query<KeptKey>({ name: 'find-key', text: FIND_KEY, values: [key] })
  return rows[0] ?? null
}
