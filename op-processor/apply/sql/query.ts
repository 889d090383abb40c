import type { Client } from '../../../common/database/pool.ts'

type Text = string | null

const asText = { getTypeParser: () => (value: string) => value }

/**
 * Runs a prepared statement and returns its rows as arrays of text: the reader of each column converts it, which spares
 * an object per row and a bigint per id.
 */
export async function textRows(client: Client, name: string, text: string, values: unknown[]): Promise<Text[][]> {
  const { rows } = await client.query<Text[]>({ name, text, values, rowMode: 'array', types: asText })
  return rows
}

/** A column that the database declares `not null`. */
export function required(value: Text | undefined): string {
  if (value === null || value === undefined) throw new Error('a column that cannot be null is null')
  return value
}
