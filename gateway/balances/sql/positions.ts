import type { Pool } from '../../../common/database/pool.ts'

// To the millisecond, as the times of what Redis has.
const POSITIONS = `
  select floor(extract(epoch from now()) * 1000)::text as as_of_ms,
    array(
      select array[bank_id::text, sum(balance)::text] from bank_positions group by bank_id order by bank_id
    ) as balances`

/** What each bank is owed, in micro-units by bank. */
export async function readPositions(pool: Pool): Promise<{ balances: Map<number, bigint>; asOfMs: number }> {
  const { rows } = await pool.query<{ as_of_ms: string; balances: [string, string][] }>({
    name: 'positions',
    text: POSITIONS,
  })
  const { as_of_ms = '0', balances = [] } = rows[0] ?? {}
  return {
    balances: new Map(balances.map(([bank, balance]) => [Number(bank), BigInt(balance)])),
    asOfMs: Number(as_of_ms),
  }
}
