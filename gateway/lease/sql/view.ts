import type { Pool } from '../../../common/database/pool.ts'
import type { GroupView, MeshView, ProcessorView } from '../fair-share.ts'

// One statement, so that all of it is of one instant. JSON, because it is two lists; epochs as text, because JSON numbers
// are not exact.
const VIEW = `
  select
    (select coalesce(json_agg(json_build_object(
        'id', g.id,
        'epoch', g.epoch::text,
        'wanted', g.active or exists (select from queue q where q.group_id = g.id),
        'holderId', g.holder_id,
        'holderName', p.name,
        'remainingMs', extract(epoch from g.expires_at - now()) * 1000) order by g.id), '[]')
      from groups g left join processors p on p.id = g.holder_id) as groups,
    (select coalesce(json_agg(json_build_object(
        'id', id,
        'number', number,
        'leaving', leaving,
        'remainingMs', extract(epoch from expires_at - now()) * 1000) order by started_at, id), '[]')
      from processors where expires_at > now()) as processors`

interface Row {
  groups: (Omit<GroupView, 'epoch'> & { epoch: string })[]
  processors: ProcessorView[]
}

/** The groups in order of number and the live processors in order of start, as they are now. */
export async function view(pool: Pool): Promise<MeshView> {
  const { rows } = await pool.query<Row>({ name: 'lease-view', text: VIEW })
  const { groups = [], processors = [] } = rows[0] ?? {}
  return { groups: groups.map((group) => ({ ...group, epoch: BigInt(group.epoch) })), processors }
}
