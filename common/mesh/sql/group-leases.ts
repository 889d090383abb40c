import type { Client, Pool } from '../../database/pool.ts'

export interface GroupLease {
  id: number
  /** Whether it is part of the partition. */
  active: boolean
  epoch: bigint
  /** Null when nobody holds it, or when the lease ran out. */
  holder_id: string | null
  holder: string | null
  lease_left_ms: bigint | null
}

const LEASES = `
  select g.id, g.active, g.epoch, held.holder_id, coalesce(p.name, held.holder_id::text) as holder,
    (extract(epoch from held.expires_at - now()) * 1000)::bigint as lease_left_ms
  from groups g
  left join groups held on held.id = g.id and held.expires_at > now()
  left join processors p on p.id = held.holder_id
  order by g.id`

/** Every group with its lease, also those that are no longer part of the partition, in order of number. */
export async function readGroupLeases(client: Pick<Client | Pool, 'query'>): Promise<GroupLease[]> {
  const { rows } = await client.query<GroupLease>(LEASES)
  return rows
}
