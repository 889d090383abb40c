import { arrayLiteral } from '../../../common/database/arrays.ts'
import type { Pool } from '../../../common/database/pool.ts'

const KEYS_IN_FLIGHT = `select replace(key::text, '-', '') as key from keys_in_flight($1) as key`

/** Those of the keys that are in transactions under way, 50 at most. About 15 µs for each key, and 10 ms for each that is found. */
export async function keysInFlight(pool: Pool, keys: readonly string[]): Promise<Set<string>> {
  const values = [arrayLiteral(keys)]
  const { rows } = await pool.query<{ key: string }>({ name: 'keys-in-flight', text: KEYS_IN_FLIGHT, values })
  return new Set(rows.map(({ key }) => key))
}
