import type { Pool } from '../../../common/database/pool.ts'
import { rfc3339Format } from '../../rfc3339.ts'
import type { Party } from '../party.ts'
import type { Account } from './read-accounts.ts'

const FORMAT = rfc3339Format('UTC')

const READ_ACCOUNT = `
  select a.account, a.wallet_id, w.balance::text, to_char(a.opened_at at time zone 'UTC', $3) as opened_at
  from clearing_accounts a join wallets w on w.id = a.wallet_id
  where a.bank_id = $1 and a.account = $2`

/** Null when the bank has none of that name. */
export async function readAccount(pool: Pool, { bankId, account }: Party): Promise<Account | null> {
  const { rows } = await pool.query<Account>({
    name: 'read-account',
    text: READ_ACCOUNT,
    values: [bankId, account, FORMAT],
  })
  return rows[0] ?? null
}
