import type { Pool } from '../../../common/database/pool.ts'
import { rfc3339Format } from '../../rfc3339.ts'

export type CheckState = 'pending' | 'review' | 'allowed' | 'rejected'

/** A screened transfer, and what became of it. */
export interface Check {
  operation_id: string
  state: CheckState
  origin_wallet_id: number
  target_wallet_id: number
  /** Micro-units, as digits: of what the request named, and of both wallets. */
  amount: string
  currency: string
  debit: string
  credit: string
  request_id: string | null
  accepted_at: string
  created_at: string
  score: number | null
  rule_id: number | null
  reasons: string[]
  screened_at: string | null
  decided_at: string | null
  decided_by: 'rules' | 'timeout' | 'operator' | null
  note: string | null
}

const FORMAT = rfc3339Format('UTC')
const time = (column: string) => `to_char(${column} at time zone 'UTC', '${FORMAT}') as ${column}`

const COLUMNS = `
  operation_id, state, origin_id::float8 as origin_wallet_id, target_id::float8 as target_wallet_id, amount::text, currency, debit::text,
  credit::text, request_id, ${['accepted_at', 'created_at', 'screened_at', 'decided_at'].map(time).join(', ')},
  score, rule_id, reasons, decided_by, note`

const LIST = `
  select ${COLUMNS} from fraud_checks
  where ($1::text is null or state = $1) and ($2::uuid is null or operation_id < $2) order by operation_id desc limit $3`

/** Newest first. @param before null: from the newest on @param state null: all */
export async function listChecks(
  pool: Pool,
  { state, before, limit }: { state: CheckState | null; before: string | null; limit: number },
): Promise<Check[]> {
  const { rows } = await pool.query<Check>(LIST, [state, before, limit])
  return rows
}

/** Null when there is none: the operation was not screened, or is not debited yet. */
export async function readCheck(pool: Pool, operationId: string): Promise<Check | null> {
  const { rows } = await pool.query<Check>(`select ${COLUMNS} from fraud_checks where operation_id = $1`, [operationId])
  return rows[0] ?? null
}
