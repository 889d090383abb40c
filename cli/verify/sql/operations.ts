import type { Client } from '../../../common/database/pool.ts'
import { rowKey, type WrongRow } from '../wrong-row.ts'
import { WAITING } from './waiting.ts'

const ENDED_TWICE = `
  select id, count(*) as times from operations group by id having count(*) > 1 order by id limit 1`

export async function findOperationEndedTwice(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ id: string; times: bigint }>(ENDED_TWICE)
  const [row] = rows
  if (row === undefined) return null
  return { table: 'operations', key: `operation ${row.id}`, expected: 'one row', found: `${row.times} rows` }
}

const WAITING_THOUGH_ENDED = `
  with ${WAITING}
  select w.place, w.step, o.id, o.group_id, o.journal_seq
  from waiting w join operations o on o.id = w.operation_id
  order by o.id limit 1`

export async function findEndedOperationThatWaits(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{
    place: string
    step: string
    id: string
    group_id: number
    journal_seq: bigint
  }>(WAITING_THOUGH_ENDED)
  const [row] = rows
  if (row === undefined) return null
  return {
    table: row.place,
    key: `operation ${row.id}`,
    expected: `nothing: it ended in ${rowKey(row.group_id, row.journal_seq)}`,
    found: `it waits for its step ${row.step}`,
  }
}

const WAITING_TWICE = `
  with ${WAITING}
  select operation_id, array_agg(place order by place) as places
  from waiting group by operation_id having count(*) > 1 order by operation_id limit 1`

export async function findOperationThatWaitsTwice(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ operation_id: string; places: string[] }>(WAITING_TWICE)
  const [row] = rows
  if (row === undefined) return null
  return {
    table: row.places[0] ?? 'queue',
    key: `operation ${row.operation_id}`,
    expected: 'one step that waits',
    found: `${row.places.length} of them, in ${[...new Set(row.places)].join(' and ')}`,
  }
}
