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

/** Any text as an element of an array literal. */
export function quotedElement(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
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

const INT8 = 20
const HEADER_BYTES = 20
const LENGTH_BYTES = 4
const INT8_BYTES = 8
const NULL_LENGTH = -1

/**
 * A bigint[] in Postgres' binary format, for long arrays of a hot statement: 6 ns an element to write, as text 22.
 */
export function int8Array(values: readonly (bigint | null)[]): Buffer {
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + values.length * (LENGTH_BYTES + INT8_BYTES)))
  const hasNulls = values.includes(null) ? 1 : 0
  const [dimensions, lowerBound] = [1, 1]
  ;[dimensions, hasNulls, INT8, values.length, lowerBound].forEach((field, i) => {
    view.setInt32(i * LENGTH_BYTES, field)
  })
  let at = HEADER_BYTES
  for (const value of values) {
    view.setInt32(at, value === null ? NULL_LENGTH : INT8_BYTES)
    at += LENGTH_BYTES
    if (value === null) continue
    view.setBigInt64(at, value)
    at += INT8_BYTES
  }
  return Buffer.from(view.buffer, 0, at)
}
