import type { Pool } from '../../../common/database/pool.ts'

/** The key that all gateways make fingerprints with; made by the first one that asks. */
export async function cardKey(pool: Pool, made: Buffer): Promise<Buffer> {
  await pool.query('insert into card_keys (key) values ($1) on conflict do nothing', [made])
  const { rows } = await pool.query<{ key: Buffer }>('select key from card_keys')
  const [row] = rows
  if (row === undefined) throw new RangeError('no key was kept')
  return row.key
}
