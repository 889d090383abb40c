import type { QueryResult } from 'pg'
import { arrayLiteral } from '../../../common/database/arrays.ts'
import type { Client, Pool } from '../../../common/database/pool.ts'
import type { Party } from '../party.ts'

/** What is known of a pair of bank and account: its wallet, that the bank has no such account yet, or that there is no such bank. */
export type Found = bigint | 'no account' | 'no bank'

const FIND_ACCOUNTS = `
  select b.id is not null as is_bank, a.wallet_id
  from unnest($1::int[], $2::text[]) with ordinality as p (bank_id, account, place)
    left join banks b on b.id = p.bank_id
    left join clearing_accounts a on a.bank_id = p.bank_id and a.account = p.account
  order by place`

interface Row {
  is_bank: boolean
  wallet_id: bigint | null
}

/** Looks all of them up in one statement; in their order. */
export async function findAccounts(on: Pool | Client, parties: readonly Party[]): Promise<Found[]> {
  const values = partyArrays(parties)
  const { rows }: QueryResult<Row> = await on.query<Row>({ name: 'find-accounts', text: FIND_ACCOUNTS, values })
  return rows.map(({ is_bank, wallet_id }) => wallet_id ?? (is_bank ? 'no account' : 'no bank'))
}

/** Banks and accounts as two array literals. Quoted, so that an account may be called NULL; what needs escaping is in no account's name. */
export function partyArrays(parties: readonly Party[]): [string, string] {
  return [arrayLiteral(parties.map(({ bankId }) => bankId)), arrayLiteral(parties.map(({ account }) => `"${account}"`))]
}
