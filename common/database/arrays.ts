type Element = string | number | bigint | null

/**
 * A Postgres array literal of values that need no quoting: numbers, UUIDs, codes, times. Building the text here is
 * several times cheaper than the driver's conversion of an array, which escapes every element.
 */
export function arrayLiteral(values: readonly Element[]): string {
  let text = '{'
  for (let i = 0; i < values.length; i += 1) {
    if (i > 0) text += ','
    text += values[i] ?? 'NULL'
  }
  return `${text}}`
}

/**
 * One literal per column of the rows, for one `unnest` over all of them. A column of nothing but nulls is an empty array:
 * unnest fills shorter arrays up with nulls, and nobody writes or reads them.
 */
export function columnLiterals<Row extends readonly Element[]>(rows: readonly Row[], width: number): string[] {
  return Array.from({ length: width }, (_, column) => {
    const values = rows.map((row) => row[column] ?? null)
    return values.some((value) => value !== null) ? arrayLiteral(values) : '{}'
  })
}
