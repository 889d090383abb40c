import { shareTopology } from '../../common/database/locks.ts'
import type { Pool } from '../../common/database/pool.ts'
import { transaction } from '../../common/database/transaction.ts'

export interface NewWallet {
  name: string
  country: string
  city: string
  currency: string
}

// The id is drawn only for a known currency, so that a refused wallet burns none. Ids take the active groups in turn,
// which spreads new wallets evenly; the balancer knows better once they are used.
const CREATE_WALLET = `
  with active as materialized (
    select id, row_number() over (order by id) - 1 as place, count(*) over () as groups from groups where active
  ), numbered as materialized (
    select nextval(pg_get_serial_sequence('wallets', 'id')) as id, code from currencies where code = $1
  ), wallet as (
    insert into wallets (id, group_id, currency) overriding system value
    select numbered.id, active.id, numbered.code
    from numbered join active on active.place = (numbered.id - 1) % active.groups
    returning id
  )
  insert into wallet_profiles (wallet_id, name, country, city) select id, $2, $3, $4 from wallet
  returning wallet_id`

/** Creates an empty wallet in one of the active groups. Returns its id, or null when the currency is unknown. */
export async function createWallet(pool: Pool, { name, country, city, currency }: NewWallet): Promise<bigint | null> {
  return transaction(pool, async (client) => {
    // Groups become active and inactive under the exclusive lock.
    await shareTopology(client)
    const { rows } = await client.query<{ wallet_id: bigint }>({
      name: 'create-wallet',
      text: CREATE_WALLET,
      values: [currency, name, country, city],
    })
    return rows[0]?.wallet_id ?? null
  })
}
