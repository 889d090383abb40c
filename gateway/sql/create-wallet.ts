import { shareTopology } from '../../common/database/locks.ts'
import type { Client, Pool } from '../../common/database/pool.ts'
import { transaction } from '../../common/database/transaction.ts'
import { recordAudit } from '../../common/identity/sql/audit.ts'
import type { By } from '../../common/identity/users.ts'

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

const OWN_WALLET = 'insert into wallet_owners (wallet_id, user_id) values ($1, $2)'

export interface CreateWalletOptions {
  /** The user whose it is; null: nobody's. */
  ownerId: string | null
  by: By
  /** Runs in the same transaction, with the wallet in it: what it throws undoes all. */
  also?: (client: Client, id: bigint) => Promise<void>
}

/** Creates an empty wallet in one of the active groups, and records it. Returns its id, or null when the currency is unknown. */
export async function createWallet(
  pool: Pool,
  { name, country, city, currency }: NewWallet,
  { ownerId, by, also }: CreateWalletOptions,
): Promise<bigint | null> {
  return transaction(pool, async (client) => {
    // Groups become active and inactive under the exclusive lock.
    await shareTopology(client)
    const { rows } = await client.query<{ wallet_id: bigint }>({
      name: 'create-wallet',
      text: CREATE_WALLET,
      values: [currency, name, country, city],
    })
    const id = rows[0]?.wallet_id ?? null
    if (id === null) return null
    if (ownerId !== null) await client.query({ name: 'own-wallet', text: OWN_WALLET, values: [id, ownerId] })
    const details = ownerId === null ? {} : { details: { owner_id: ownerId } }
    await recordAudit(client, {
      ...by,
      action: 'wallet.create',
      target: { kind: 'wallet', id: String(id) },
      ...details,
    })
    await also?.(client, id)
    return id
  })
}
