import type { Client } from '../../../common/database/pool.ts'

export interface ProcessorRow {
  id: string
  name: string
  /** The one group that it asks for; null: any. */
  number: number | null
  metrics_address: string
  leaving: boolean
  uptime_ms: bigint
}

/** The op-processors that are alive, the oldest first. */
export async function readProcessors(client: Client): Promise<ProcessorRow[]> {
  const { rows } = await client.query<ProcessorRow>(`
    select id, name, number, metrics_address, leaving, (extract(epoch from now() - started_at) * 1000)::bigint as uptime_ms
    from processors where expires_at > now() order by started_at, name`)
  return rows
}
