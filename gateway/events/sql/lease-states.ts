import type { Pool } from '../../../common/database/pool.ts'

/** The lease of a group as an event tells it. */
export interface LeaseState {
  group: number
  /** Whether it is part of the partition. */
  active: boolean
  /** `free`: given back, or never granted. `lost`: it ran out, and nobody was granted it since. */
  state: 'held' | 'free' | 'lost'
  epoch: number
  /** Who holds it, or lost it. */
  holder: { id: string; name: string } | null
}

const LEASES = `
  select g.id as "group", g.active, g.epoch, g.holder_id, coalesce(p.name, g.holder_id::text) as holder,
    case when g.holder_id is null then 'free' when g.expires_at > now() then 'held' else 'lost' end as state
  from groups g left join processors p on p.id = g.holder_id order by g.id`

type Row = Omit<LeaseState, 'epoch' | 'holder'> & { epoch: bigint; holder_id: string | null; holder: string }

/** In order of group. */
export async function readLeaseStates(pool: Pool): Promise<LeaseState[]> {
  const { rows } = await pool.query<Row>({ name: 'lease-states', text: LEASES })
  return rows.map(({ epoch, holder_id, holder, ...rest }) => ({
    ...rest,
    epoch: Number(epoch),
    holder: holder_id === null ? null : { id: holder_id, name: holder },
  }))
}
