import type { Pool } from '../../../common/database/pool.ts'

/** An authorization in the simulator's books. */
export interface Simulated {
  state: 'approved' | 'declined' | 'cancelled'
  reason: string | null
}

const KEEP_AUTHORIZATION = `
  with made as (
    insert into simulated_authorizations (id, state, reason, amount)
    values ($1, case when $3::text is null then 'approved' else 'declined' end, $3, $2)
    on conflict (id) do nothing returning state, reason
  )
  select * from made union all select state, reason from simulated_authorizations where id = $1`

/** Once for each id: later it answers what it did then. */
export async function keepAuthorization(
  pool: Pool,
  { id, amount, reason }: { id: string; amount: bigint; reason: string | null },
): Promise<Simulated> {
  const values = [id, amount, reason]
  const { rows } = await pool.query<Simulated>({ name: 'simulate-authorization', text: KEEP_AUTHORIZATION, values })
  const kept = rows[0] ?? (await findAuthorization(pool, id))
  if (kept === null) throw new RangeError('the simulator kept no authorization')
  return kept
}

export async function findAuthorization(pool: Pool, id: string): Promise<Simulated | null> {
  const text = 'select state, reason from simulated_authorizations where id = $1'
  const { rows } = await pool.query<Simulated>({ name: 'find-simulated', text, values: [id] })
  return rows[0] ?? null
}

const CANCEL_AUTHORIZATION = `
  insert into simulated_authorizations (id, state) values ($1, 'cancelled')
  on conflict (id) do update set state = 'cancelled' where simulated_authorizations.state = 'approved'`

export async function cancelAuthorization(pool: Pool, id: string): Promise<void> {
  await pool.query({ name: 'cancel-simulated', text: CANCEL_AUTHORIZATION, values: [id] })
}

const KEEP_REFUND = `
  with made as (
    insert into simulated_refunds (id, authorization_id, amount) values ($1, $2, $3)
    on conflict (id) do nothing returning authorization_id, amount
  )
  update simulated_authorizations a set refunded = refunded + made.amount from made where a.id = made.authorization_id`

/** Once for each id. */
export async function keepRefund(
  pool: Pool,
  { id, authorizationId, amount }: { id: string; authorizationId: string; amount: bigint },
): Promise<void> {
  await pool.query({ name: 'simulate-refund', text: KEEP_REFUND, values: [id, authorizationId, amount] })
}
