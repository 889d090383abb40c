import type { Pool } from '../../../common/database/pool.ts'

/** What decides whether a card may pay into a wallet. */
export interface ChargedWallet {
  currency: string
  state: 'open' | 'frozen' | 'closed'
}

/** Null when there is none; a clearing account is none. */
export async function readChargedWallet(pool: Pool, id: bigint): Promise<ChargedWallet | null> {
  const { rows } = await pool.query<ChargedWallet>({
    name: 'read-charged-wallet',
    text: 'select currency, state from wallets where id = $1 and bank_id is null',
    values: [id],
  })
  return rows[0] ?? null
}
