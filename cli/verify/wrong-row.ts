/** A row that is not as it must be. */
export interface WrongRow {
  table: string
  /** Which row, by the columns that name it. */
  key: string
  expected: string
  found: string
}

/** How a row of a journal is named. `line` is its place in the journal. */
export function rowKey(group: string | number, seq: string | bigint, line?: string | number): string {
  return `group ${group}, journal ${seq}${line === undefined ? '' : `, line ${line}`}`
}
