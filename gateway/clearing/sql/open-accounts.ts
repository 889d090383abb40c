import { shareTopology } from '../../../common/database/locks.ts'
import type { Pool } from '../../../common/database/pool.ts'
import { pipelinedTransaction } from '../../../common/database/transaction.ts'
import type { Party } from '../party.ts'
import { type Found, findAccounts, partyArrays } from './find-accounts.ts'

// Accounts enter in order of bank and name, so that of two gateways that open the same ones the second waits for the first and
// neither for the other. It then inserts nothing, and the ids that it drew are gone. Wallets take the active groups in turn by
// their ids, as all new wallets do. The foreign keys are checked when the whole statement has ended.
const OPEN_ACCOUNTS = `
  with active as materialized (
    select id, row_number() over (order by id) - 1 as place, count(*) over () as groups from groups where active
  ), missing as materialized (
    select nextval(pg_get_serial_sequence('wallets', 'id')) as wallet_id, bank_id, account
    from (
      select distinct p.bank_id, p.account
      from unnest($1::int[], $2::text[]) as p (bank_id, account) join banks b on b.id = p.bank_id
      where not exists (select from clearing_accounts a where a.bank_id = p.bank_id and a.account = p.account)
    ) named
  ), opened as (
    insert into clearing_accounts (bank_id, account, wallet_id)
    select bank_id, account, wallet_id from missing order by bank_id, account
    on conflict (bank_id, account) do nothing
    returning bank_id, wallet_id
  )
  insert into wallets (id, group_id, currency, floor, bank_id) overriding system value
  select o.wallet_id, active.id, 'USD', null, o.bank_id
  from opened o join active on active.place = (o.wallet_id - 1) % active.groups`

/** Opens those accounts of known banks that are not there yet, each once whoever else does the same, and looks all of them up. */
export async function openAccounts(pool: Pool, parties: readonly Party[]): Promise<Found[]> {
  const [, , found] = await pipelinedTransaction<[unknown, unknown, Found[]]>(pool, (client) => [
    // Groups become active and inactive under the exclusive lock.
    shareTopology(client),
    client.query({ name: 'open-accounts', text: OPEN_ACCOUNTS, values: partyArrays(parties) }),
    // In a statement of its own, which sees what others have opened meanwhile.
    findAccounts(client, parties),
  ])
  return found
}
