import type { Pool } from '../../../common/database/pool.ts'
import { utcText } from '../../../common/identity/sql/utc-text.ts'
import { REBALANCE_STATE } from '../../groups/sql/rebalances.ts'

/** A rebalance as an event tells it. */
export interface RebalanceState {
  id: string
  state: 'running' | 'finished' | 'interrupted'
  groups_before: number
  groups_after: number
  moves_planned: number
  moves_done: number
  started_at: string
  finished_at: string | null
}

/** Another one may have begun since the one that was running. */
const NEWEST = 3

const REBALANCES = `
  select r.id::text, ${REBALANCE_STATE} as state, r.groups_before, r.groups_after,
    r.moves_planned::float8 as moves_planned, r.moves_done::float8 as moves_done,
    ${utcText('r.started_at')} as started_at, ${utcText('r.finished_at')} as finished_at
  from rebalances r order by r.id desc limit ${NEWEST}`

/** The newest ones, the newest first. */
export async function readRebalanceStates(pool: Pool): Promise<RebalanceState[]> {
  const { rows } = await pool.query<RebalanceState>({ name: 'rebalance-states', text: REBALANCES })
  return rows
}
