import type { Client } from '../../../common/database/pool.ts'
import { rowKey, type WrongRow } from '../wrong-row.ts'

const NOT_OF_ITS_BANK = `
  select coalesce(w.id, a.wallet_id) as wallet_id, w.bank_id, a.bank_id as account_bank_id, a.account
  from (select id, bank_id from wallets where bank_id is not null) w full join clearing_accounts a on a.wallet_id = w.id
  where w.bank_id is distinct from a.bank_id
  order by wallet_id limit 1`

interface NotOfItsBank {
  wallet_id: bigint
  bank_id: number | null
  account_bank_id: number | null
  account: string | null
}

/** A clearing account without a wallet of the same bank, or a wallet of a bank without its account. */
export async function findAccountNotOfItsBank(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<NotOfItsBank>(NOT_OF_ITS_BANK)
  const [row] = rows
  if (row === undefined) return null
  const { wallet_id, bank_id, account_bank_id, account } = row
  const found = bank_id === null ? 'a wallet of no bank' : `a wallet of bank ${bank_id}`
  if (account === null) {
    return {
      table: 'clearing_accounts',
      key: `wallet ${wallet_id}`,
      expected: `an account of bank ${bank_id}`,
      found: 'no row',
    }
  }
  const key = `account ${account} of bank ${account_bank_id} (wallet ${wallet_id})`
  return { table: 'clearing_accounts', key, expected: `a wallet of bank ${account_bank_id}`, found }
}

const ACCOUNT_TWICE = `
  select wallet_id, count(*) as times from clearing_accounts group by wallet_id having count(*) > 1 order by wallet_id limit 1`

export async function findWalletOfTwoAccounts(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ wallet_id: bigint; times: bigint }>(ACCOUNT_TWICE)
  const [row] = rows
  if (row === undefined) return null
  const key = `wallet ${row.wallet_id}`
  return { table: 'clearing_accounts', key, expected: 'one account', found: `${row.times} accounts` }
}

// A refund gives back what was debited from the same wallet, and a reversal what was moved before, which is what is looked at.
const OF_ANOTHER_KIND = `
  select p.wallet_id, p.operation_id, p.group_id, p.journal_seq, p.line, p.kind, w.bank_id
  from postings p join wallets w on w.id = p.wallet_id
  where (w.bank_id is not null) <> (p.kind in ('payment', 'settlement')) and p.kind not in ('refund', 'reversal')
  order by p.group_id, p.journal_seq, p.line limit 1`

interface OfAnotherKind {
  wallet_id: bigint
  operation_id: string
  group_id: number
  journal_seq: bigint
  line: number
  kind: string
  bank_id: number | null
}

/** A payment or a settlement that changed a wallet of no bank, or anything else that changed a clearing account. */
export async function findPostingOfAnotherKind(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<OfAnotherKind>(OF_ANOTHER_KIND)
  const [row] = rows
  if (row === undefined) return null
  const { group_id, journal_seq, line, operation_id, wallet_id, kind, bank_id } = row
  return {
    table: 'postings',
    key: `${rowKey(group_id, journal_seq, line)} (operation ${operation_id}, ${kind} of wallet ${wallet_id})`,
    expected:
      bank_id === null
        ? 'an operation between wallets: this is no clearing account'
        : 'a payment, a reversal or a settlement of this clearing account',
    found: `a ${kind}`,
  }
}
