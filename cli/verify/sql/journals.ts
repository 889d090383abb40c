import type { Client } from '../../../common/database/pool.ts'
import { rowKey, type WrongRow } from '../wrong-row.ts'

const GAP = `
  select group_id, due, seq from (
    select group_id, seq, lag(seq, 1, 0::bigint) over (partition by group_id order by seq) + 1 as due from journals
  ) j
  where seq <> due order by group_id, seq limit 1`

/** A journal that is missing: a group's are numbered from 1 without gaps. */
export async function findMissingJournal(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ group_id: number; due: bigint; seq: bigint }>(GAP)
  const [row] = rows
  if (row === undefined) return null
  const found = `none; the next is journal ${row.seq}`
  return { table: 'journals', key: rowKey(row.group_id, row.due), expected: 'a row', found }
}
