import type { Pool } from '../../../common/database/pool.ts'
import {
  BURIED,
  DEAD_LETTERS,
  ENDED,
  PAYMENT_STATE,
  type PaymentState,
  WAITING,
  WITH_ACCOUNTS,
} from './payment-state.ts'

export interface PaymentsPage {
  /** Those with smaller ids. Null for the first page. */
  before: string | null
  limit: number
  /** Only those from or to this account's wallet; null: all. */
  walletId: bigint | null
}

/** Above every id that a gateway makes. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

// Each part comes out of an index in the order of ids and ends after a page: ended ones out of those that payments alone are
// in. What waits is read by the index of all queued operations, and passed over where it is no payment.
// A reversal between wallets is none of these.
const page = (columns: string, of: string, row: string, id: string) => (condition: string) =>
  `(select ${columns} from ${of} where ${row}kind in ('payment', 'reversal')
      and (${row}kind = 'payment' or exists (select from clearing_accounts where wallet_id = ${row}origin_id))
      and ${id} < $1 ${condition} order by ${id} desc limit $2)`
const ended = page(ENDED, 'operations', '', 'id')
const waiting = page(WAITING, 'queue', '', 'operation_id')
const buried = page(BURIED, DEAD_LETTERS, 'q.', 'd.operation_id')

const list = (...parts: readonly string[]) => `
  select ${PAYMENT_STATE}
  from (select * from (${parts.join(' union all ')}) found order by id desc limit $2) p ${WITH_ACCOUNTS}
  order by p.id desc`

const LIST_ALL = list(ended(''), waiting(''), buried(''))

const LIST_OF_ACCOUNT = list(
  ended('and origin_id = $3'),
  ended('and target_id = $3'),
  waiting('and $3 in (origin_id, target_id)'),
  buried('and $3 in (q.origin_id, q.target_id)'),
)

/** Payments and reversals, newest first: by their ids, which begin with the time of their acceptance. */
export async function listPayments(pool: Pool, { before, limit, walletId }: PaymentsPage): Promise<PaymentState[]> {
  const place = [before ?? LAST_ID, limit]
  const query =
    walletId === null
      ? { name: 'list-payments', text: LIST_ALL, values: place }
      : { name: 'list-payments-of-account', text: LIST_OF_ACCOUNT, values: [...place, walletId] }
  const { rows } = await pool.query<PaymentState>(query)
  return rows
}
