import type { Client, Pool } from '../../database/pool.ts'

export interface LiveProcessor {
  id: string
  name: string
  /** The one group that it asks for; null: any. */
  number: number | null
  metrics_address: string
  leaving: boolean
  uptime_ms: bigint
}

const LIVE = `
  select id, name, number, metrics_address, leaving, (extract(epoch from now() - started_at) * 1000)::bigint as uptime_ms
  from processors where expires_at > now() order by started_at, name`

/** The op-processors that are alive, the oldest first. */
export async function readLiveProcessors(client: Pick<Client | Pool, 'query'>): Promise<LiveProcessor[]> {
  const { rows } = await client.query<LiveProcessor>(LIVE)
  return rows
}
