import { arrayLiteral } from '../../../../common/database/arrays.ts'
import type { Pool } from '../../../../common/database/pool.ts'

export interface WalletNow {
  id: number
  balance: bigint
  held: bigint
  floor: bigint | null
  state: string
  group: number
  /** Another one after each change. */
  version: string
}

const WALLETS = `
  select id, balance, held, floor, state, group_id as group, xmin::text as version from wallets where id = any($1::bigint[])`

export async function readWalletsNow(pool: Pool, ids: readonly number[]): Promise<Map<number, WalletNow>> {
  const { rows } = await pool.query<WalletNow & { id: bigint }>(WALLETS, [arrayLiteral(ids)])
  return new Map(rows.map((row) => [Number(row.id), { ...row, id: Number(row.id) }]))
}
