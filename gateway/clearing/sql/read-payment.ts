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

// An operation leaves the queue in the transaction that writes its end or buries it, and one statement sees one snapshot:
// it is in exactly one of the three.
const READ_PAYMENT = `
  select ${PAYMENT_STATE}
  from (
    select ${ENDED} from operations where id = $1
    union all
    select ${WAITING} from queue where operation_id = $1
    union all
    select ${BURIED} from ${DEAD_LETTERS} where d.operation_id = $1
  ) p ${WITH_ACCOUNTS}
  where p.kind in ('payment', 'reversal')`

/** A payment or a reversal; null when there is none with that id. */
export async function readPayment(pool: Pool, id: string): Promise<PaymentState | null> {
  const { rows } = await pool.query<PaymentState>({ name: 'read-payment', text: READ_PAYMENT, values: [id] })
  return rows[0] ?? null
}
