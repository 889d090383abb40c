import { columnLiterals } from '../../../common/database/arrays.ts'
import type { Pool } from '../../../common/database/pool.ts'
import { transaction } from '../../../common/database/transaction.ts'

export interface Outcome {
  seq: bigint
  /** Of the claim: a later one is another's. */
  attempts: number
  state: 'delivered' | 'dead' | 'pending'
  /** Until the next attempt of what is pending. */
  delayMs: number
  status: number | null
  error: string | null
  /** Its server wants no more of them. */
  gone: boolean
}

const LOCK = 'select from webhooks where id = $1 for no key update'

const FINISH = `
  update webhook_deliveries d
  set state = o.state, claimed_until = null, last_status = o.status, last_error = o.error,
    next_attempt_at = now() + o.delay_ms * interval '1 ms', ended_at = case when o.state <> 'pending' then now() end
  from unnest($1::bigint[], $2::int[], $3::text[], $4::int[], $5::bigint[], $6::text[])
    as o (seq, attempts, state, status, delay_ms, error)
  where d.seq = o.seq and d.state = 'pending' and d.attempts = o.attempts
  returning d.seq, d.state, d.wallet_id, d.other_wallet_id`

// For each wallet the one that is first in order now, when it was put aside: it looks itself whether another wallet holds it back.
const WAKE = `
  update webhook_deliveries set blocked = false, next_attempt_at = now()
  where blocked and state = 'pending' and seq = any (array(
    select least(
      (select seq from webhook_deliveries where wallet_id = w and webhook_id = $1 and state = 'pending' order by seq limit 1),
      (select seq from webhook_deliveries where other_wallet_id = w and webhook_id = $1 and state = 'pending' order by seq limit 1))
    from unnest($2::bigint[]) w))`

const DISABLE = `
  update webhooks set disabled_at = now(), disabled_reason = 'gone' where id = $1 and disabled_at is null`

/** Writes what came of attempts, and lets what waited for them go on. Leaves out what another gateway took over since. */
export async function finish(pool: Pool, webhookId: number, outcomes: readonly Outcome[]): Promise<void> {
  await transaction(pool, async (client) => {
    await client.query({ name: 'lock-to-finish', text: LOCK, values: [webhookId] })
    const { rows } = await client.query<{ state: string; wallet_id: bigint | null; other_wallet_id: bigint | null }>({
      name: 'finish',
      text: FINISH,
      values: [
        ...columnLiterals(
          outcomes.map(({ seq, attempts, state, status, delayMs }) => [seq, attempts, state, status, delayMs]),
          5,
        ),
        outcomes.map(({ error }) => error),
      ],
    })
    const ended = rows.filter(({ state }) => state !== 'pending')
    const wallets = ended.flatMap((row) => [row.wallet_id, row.other_wallet_id]).filter((wallet) => wallet !== null)
    if (wallets.length > 0) await client.query({ name: 'wake', text: WAKE, values: [webhookId, [...new Set(wallets)]] })
    if (outcomes.some(({ gone }) => gone)) await client.query(DISABLE, [webhookId])
  })
}
