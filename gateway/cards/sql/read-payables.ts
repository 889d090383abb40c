import type { Pool } from '../../../common/database/pool.ts'
import { rfc3339Format } from '../../rfc3339.ts'

/** As it is now. Amounts are micro-units as digits. */
export interface PayableState {
  id: string
  transaction_id: string
  wallet_id: string
  amount: string
  fee: string
  net: string
  refunded: string
  currency: string
  due_date: string
  status: PayableStatus
  operation_id: string | null
  ended_at: string | null
  created_at: string
}

export type PayableStatus = 'waiting_funds' | 'paid' | 'refunded'

const FORMAT = rfc3339Format('UTC')

const SHOWN = `
  select p.id, p.transaction_id, p.wallet_id::text, p.amount::text, p.fee::text, p.net::text, p.refunded::text, p.currency,
    p.due_on::text as due_date, p.status, case when p.queued_at is not null then p.operation_id end as operation_id,
    to_char(p.ended_at at time zone 'UTC', $1) as ended_at, to_char(p.created_at at time zone 'UTC', $1) as created_at
  from payables p`

/** Null when there is none. */
export async function readPayable(pool: Pool, id: string): Promise<PayableState | null> {
  const { rows } = await pool.query<PayableState>({
    name: 'read-payable',
    text: `${SHOWN} where p.id = $2`,
    values: [FORMAT, id],
  })
  return rows[0] ?? null
}

/** Of a transaction; null before it is charged. */
export async function readPayableOf(pool: Pool, transactionId: string): Promise<PayableState | null> {
  const { rows } = await pool.query<PayableState>({
    name: 'read-payable-of',
    text: `${SHOWN} where p.transaction_id = $2`,
    values: [FORMAT, transactionId],
  })
  return rows[0] ?? null
}

export interface PayablesPage {
  /** Whose wallets they are of, or everybody's and nobody's. */
  ownerId: string | 'all'
  walletId: bigint | null
  status: PayableStatus | null
  /** YYYY-MM-DD, both inclusive; null for no bound. */
  dueFrom: string | null
  dueUntil: string | null
  /** Those with smaller ids; null for the first page. */
  before: string | null
  limit: number
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

const FIT = `($5::text is null or status = $5) and ($6::date is null or due_on >= $6) and ($7::date is null or due_on <= $7)`

const LIST = `
  ${SHOWN}
  where p.id < $2 and ($3::bigint is null or p.wallet_id = $3) and ${FIT}
  order by p.id desc limit $4`
const LIST_OWN = `
  ${SHOWN}
  where p.id in (
    select own.id from wallet_owners w cross join lateral (
      select id from payables where wallet_id = w.wallet_id and id < $2 and ${FIT} order by id desc limit $4) own
    where w.user_id = $8 and ($3::bigint is null or w.wallet_id = $3)
    order by own.id desc limit $4)
  order by p.id desc`

/** Newest first. */
export async function listPayables(pool: Pool, page: PayablesPage): Promise<PayableState[]> {
  const { ownerId, walletId, status, dueFrom, dueUntil, before, limit } = page
  const values = [FORMAT, before ?? LAST_ID, walletId, limit, status, dueFrom, dueUntil]
  const { rows } = await pool.query<PayableState>(
    ownerId === 'all'
      ? { name: 'list-payables', text: LIST, values }
      : { name: 'list-own-payables', text: LIST_OWN, values: [...values, ownerId] },
  )
  return rows
}
