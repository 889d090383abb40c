import type { Pool } from '../../../common/database/pool.ts'
import { utcText } from '../../../common/identity/sql/utc-text.ts'

/** A snapshot, or its settlement, as an event tells it. */
export interface SettlementState {
  id: string
  /** That one expired, or was superseded, is told by nobody: it stays open. */
  state: 'open' | 'approved' | 'settled' | 'cancelled'
  taken_at: string
  approved_at: string | null
  settled_at: string | null
  cancelled_at: string | null
  lines: number
  posted_lines: number
}

/** Others may have been taken since one was approved or cancelled. */
const NEWEST = 5

const SETTLEMENTS = `
  select s.id, s.state, s.lines::float8 as lines, s.posted_lines::float8 as posted_lines, ${utcText('s.taken_at')} as taken_at,
    ${utcText('s.approved_at')} as approved_at, ${utcText('s.settled_at')} as settled_at, ${utcText('s.cancelled_at')} as cancelled_at
  from snapshots s
  order by greatest(s.taken_at, s.approved_at, s.settled_at, s.cancelled_at) desc, s.id limit ${NEWEST}`

/** Those to which something happened last, the last one first. */
export async function readSettlementStates(pool: Pool): Promise<SettlementState[]> {
  const { rows } = await pool.query<SettlementState>({ name: 'settlement-states', text: SETTLEMENTS })
  return rows
}
