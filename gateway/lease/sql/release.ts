import { arrayLiteral } from '../../../common/database/arrays.ts'
import type { Pool } from '../../../common/database/pool.ts'
import type { Lease } from '../lease-store.ts'

const RELEASE = `
  with given as (
    select g.id from groups g join unnest($2::int[], $3::bigint[]) as r (id, epoch) on r.id = g.id and r.epoch = g.epoch
    where g.holder_id = $1 order by g.id for no key update of g)
  update groups g set holder_id = null, expires_at = null
  from given where g.id = given.id
  returning g.id as "group", g.epoch`

/** Frees those leases that the processor has. Returns them. */
export async function release(pool: Pool, processorId: string, leases: readonly Lease[]): Promise<Lease[]> {
  const { rows } = await pool.query<Lease>({
    name: 'lease-release',
    text: RELEASE,
    values: [
      processorId,
      arrayLiteral(leases.map(({ group }) => group)),
      arrayLiteral(leases.map(({ epoch }) => epoch)),
    ],
  })
  return rows
}
