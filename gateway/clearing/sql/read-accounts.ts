import type { Pool } from '../../../common/database/pool.ts'
import { rfc3339Format } from '../../rfc3339.ts'

export interface Account {
  account: string
  wallet_id: bigint
  /** Micro-units, as digits: positive is owed to the bank. */
  balance: string
  opened_at: string
}

const FORMAT = rfc3339Format('UTC')

const READ_ACCOUNTS = `
  select a.account, a.wallet_id, w.balance::text, to_char(a.opened_at at time zone 'UTC', $4) as opened_at
  from clearing_accounts a join wallets w on w.id = a.wallet_id
  where a.bank_id = $1 and a.account > $2
  order by a.account limit $3`

export interface AccountsPage {
  bankId: number
  /** Empty for the first page. */
  after: string
  limit: number
}

/** Of a bank, in the database's order of their names, those after the given one. */
export async function readAccounts(pool: Pool, { bankId, after, limit }: AccountsPage): Promise<Account[]> {
  const { rows } = await pool.query<Account>({
    name: 'read-accounts',
    text: READ_ACCOUNTS,
    values: [bankId, after, limit, FORMAT],
  })
  return rows
}
