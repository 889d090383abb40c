const TAB = 9
const NEWLINE = 10
const ZERO = 48

/** Reads what COPY sends, rows of whole numbers in text, without an object per row. Chunks may end anywhere. */
export class NumberRows {
  readonly #row: Float64Array
  readonly #onRow: (row: Float64Array) => void
  #field = 0
  #value = 0

  /** @param onRow gets the same array every time */
  constructor(fields: number, onRow: (row: Float64Array) => void) {
    this.#row = new Float64Array(fields)
    this.#onRow = onRow
  }

  /** Throws when it is anything else. */
  push(chunk: Uint8Array): void {
    let value = this.#value
    for (let i = 0; i < chunk.length; i += 1) {
      const byte = chunk[i] as number
      const digit = byte - ZERO
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit
      } else if (byte === TAB || byte === NEWLINE) {
        this.#row[this.#field++] = value
        value = 0
        if (byte === NEWLINE) this.#endRow()
      } else {
        throw new Error(`byte ${byte} in a row of numbers`)
      }
    }
    this.#value = value
  }

  #endRow(): void {
    if (this.#field !== this.#row.length) throw new Error(`a row of ${this.#row.length} numbers has ${this.#field}`)
    this.#field = 0
    this.#onRow(this.#row)
  }
}
