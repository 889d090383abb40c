import type { Pool } from '../../common/database/pool.ts'
import type { OperationKind } from '../../ledger/operation.ts'
import { rfc3339Format } from '../rfc3339.ts'
import type { OperationState } from './read-operation.ts'

/** Amounts, and places in a queue or journal, are digits. */
export interface OperationTrace {
  /** The step that waits for its turn; null when none does. */
  waiting: { group: number; place: string; step: 'apply' | 'credit' | 'refund' } | null
  postings: {
    wallet_id: number
    kind: OperationKind | 'refund'
    amount: string
    currency: string
    balance: string
    group: number
    journal: string
    line: number
  }[]
  journals: { group: number; journal: string; epoch: string; hash: string; committed_at: string }[]
  deliveries: {
    id: string
    webhook_id: number
    event_type: string
    state: 'pending' | 'delivered' | 'dead'
    attempts: number
    last_status: number | null
    ended_at: string | null
  }[]
}

// Postings are found by their wallets and the time of acceptance, which their index has. An operation without a posting, such as a
// declined one, has the journal that ended it.
const TRACE = `
  with posted as materialized (
    select * from postings where wallet_id = any (array[$3, $4]::bigint[]) and accepted_at = $5::timestamptz and operation_id = $1),
  written as (
    select group_id, seq, epoch, hash, committed_at from journals
    where (group_id, seq) in (
      select group_id, journal_seq from posted union select group_id, journal_seq from operations where id = $1))
  select
    (select json_build_object('group', group_id, 'place', seq::text, 'step', step) from queue where operation_id = $1) as waiting,
    (select coalesce(json_agg(json_build_object('wallet_id', wallet_id, 'kind', kind, 'amount', amount::text, 'currency', currency,
        'balance', p.balance::text, 'group', p.group_id, 'journal', p.journal_seq::text, 'line', p.line)
        order by w.committed_at, p.group_id, p.line), '[]')
      from posted p join written w on w.group_id = p.group_id and w.seq = p.journal_seq) as postings,
    (select coalesce(json_agg(json_build_object('group', group_id, 'journal', seq::text, 'epoch', epoch::text, 'hash', encode(hash, 'hex'),
        'committed_at', to_char(committed_at at time zone 'UTC', $2)) order by committed_at, group_id), '[]')
      from written) as journals,
    (select coalesce(json_agg(json_build_object('id', seq::text, 'webhook_id', webhook_id, 'event_type', event_type, 'state', state,
        'attempts', attempts, 'last_status', last_status, 'ended_at', to_char(ended_at at time zone 'UTC', $2)) order by seq), '[]')
      from webhook_deliveries where operation_id = $1) as deliveries`

/** What the database has of an operation. */
export async function readOperationTrace(
  pool: Pool,
  { id, origin_id, target_id, accepted_at }: Pick<OperationState, 'id' | 'origin_id' | 'target_id' | 'accepted_at'>,
): Promise<OperationTrace> {
  const values = [id, rfc3339Format('UTC'), origin_id, target_id, accepted_at]
  const { rows } = await pool.query<OperationTrace>({ name: 'operation-trace', text: TRACE, values })
  const [trace] = rows
  if (trace === undefined) throw new Error('a select without a from gave no row')
  return trace
}
