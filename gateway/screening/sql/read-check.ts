import type { Pool } from '../../../common/database/pool.ts'

/** A transfer that waits for the rules. */
export interface PendingCheck {
  operationId: string
  originId: bigint
  targetId: bigint
  /** Micro-units of `currency`, as the request named them. */
  amount: bigint
  currency: string
  /** RFC 3339, to the microsecond. */
  acceptedAt: string
  requestId: string | null
}

const PENDING = `
  select operation_id as "operationId", origin_id as "originId", target_id as "targetId", amount, currency,
    to_char(accepted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "acceptedAt", request_id as "requestId"
  from fraud_checks where operation_id = $1 and state = 'pending'`

/** Null when it waits no more, or for a person. */
export async function readPendingCheck(pool: Pool, operationId: string): Promise<PendingCheck | null> {
  const { rows } = await pool.query<PendingCheck>({ name: 'pending-check', text: PENDING, values: [operationId] })
  return rows[0] ?? null
}
