import type { Pool } from '../../../common/database/pool.ts'
import { rfc3339Format } from '../../rfc3339.ts'

/** As it is now. Amounts are micro-units as digits. */
export interface TransactionState {
  id: string
  wallet_id: string
  description: string
  payment_method: 'credit_card' | 'debit_card'
  amount: string
  fee: string
  net: string
  currency: string
  due_date: string
  brand: string
  last_four: string
  holder: string
  expiry: string
  status: 'processing' | 'pending_payment' | 'paid' | 'declined' | 'pending_refund' | 'refunded'
  reason: string | null
  refunded: string
  created_at: string
  payable_id: string | null
  /** Newest first. */
  refunds: RefundState[]
}

export interface RefundState {
  id: string
  amount: string
  net: string
  status: 'pending' | 'succeeded' | 'failed'
  reason: string | null
  created_at: string
  ended_at: string | null
}

const FORMAT = rfc3339Format('UTC')
/** Shown of a transaction. */
const REFUNDS_MAX = 100

const SHOWN = `
  select t.id, t.wallet_id::text, t.description, t.payment_method, t.amount::text, t.fee::text, t.net::text, t.currency,
    t.due_on::text as due_date, t.card_brand as brand, t.card_last_four as last_four, t.card_holder as holder, t.card_expiry as expiry,
    t.status, t.reason, t.refunded::text, to_char(t.created_at at time zone 'UTC', $1) as created_at, p.id as payable_id,
    (select coalesce(json_agg(json_build_object('id', r.id, 'amount', r.amount::text, 'net', r.net::text, 'status', r.status,
        'reason', r.reason, 'created_at', to_char(r.created_at at time zone 'UTC', $1),
        'ended_at', to_char(r.ended_at at time zone 'UTC', $1)) order by r.id desc), '[]')
      from (select * from card_refunds where transaction_id = t.id order by id desc limit ${REFUNDS_MAX}) r) as refunds
  from card_transactions t left join payables p on p.transaction_id = t.id`

/** Null when there is none. */
export async function readTransaction(pool: Pool, id: string): Promise<TransactionState | null> {
  const { rows } = await pool.query<TransactionState>({
    name: 'read-card-transaction',
    text: `${SHOWN} where t.id = $2`,
    values: [FORMAT, id],
  })
  return rows[0] ?? null
}

export interface TransactionsPage {
  /** Whose wallets they are of, or everybody's and nobody's. */
  ownerId: string | 'all'
  walletId: bigint | null
  /** Those with smaller ids; null for the first page. */
  before: string | null
  limit: number
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

// Of the few wallets of an owner by the index of each, of all by the primary key.
const LIST = `
  ${SHOWN}
  where t.id < $2 and ($3::bigint is null or t.wallet_id = $3)
  order by t.id desc limit $4`
const LIST_OWN = `
  ${SHOWN}
  where t.id in (
    select own.id from wallet_owners w cross join lateral (
      select id from card_transactions where wallet_id = w.wallet_id and id < $2 order by id desc limit $4) own
    where w.user_id = $5 and ($3::bigint is null or w.wallet_id = $3)
    order by own.id desc limit $4)
  order by t.id desc`

/** Newest first. */
export async function listTransactions(pool: Pool, page: TransactionsPage): Promise<TransactionState[]> {
  const { ownerId, walletId, before, limit } = page
  const values = [FORMAT, before ?? LAST_ID, walletId, limit]
  const { rows } = await pool.query<TransactionState>(
    ownerId === 'all'
      ? { name: 'list-card-transactions', text: LIST, values }
      : { name: 'list-own-card-transactions', text: LIST_OWN, values: [...values, ownerId] },
  )
  return rows
}
