/** A row as Postgres prints it; null is null. */
export type Row = (string | null)[]

/**
 * Rows that are sorted by group and journal, read a journal at a time. Holds what one chunk of the stream brought and
 * the rows of one journal, however long the stream is.
 */
export class JournalRows {
  readonly table: string
  readonly #chunks: AsyncIterator<Buffer>
  readonly #decoder = new TextDecoder()
  #lines: string[] = []
  #at = 0
  #rest = ''

  constructor(table: string, stream: AsyncIterable<Buffer>) {
    this.table = table
    this.#chunks = stream[Symbol.asyncIterator]()
  }

  /** The next row, which stays where it is; undefined after the last one. */
  async peek(): Promise<Row | undefined> {
    while (this.#at === this.#lines.length) if (!(await this.#fill())) return undefined
    return fieldsOf(this.#lines[this.#at] ?? '')
  }

  async next(): Promise<Row | undefined> {
    const row = await this.peek()
    if (row !== undefined) this.#at += 1
    return row
  }

  /** Takes the rows whose first two fields are these, from the next one on. */
  async take(group: string, seq: string): Promise<Row[]> {
    const key = `${group}\t${seq}\t`
    const rows: Row[] = []
    while (true) {
      for (; this.#at < this.#lines.length; this.#at += 1) {
        const line = this.#lines[this.#at] ?? ''
        if (!line.startsWith(key)) return rows
        rows.push(fieldsOf(line))
      }
      if (!(await this.#fill())) return rows
    }
  }

  async #fill(): Promise<boolean> {
    const { done, value } = await this.#chunks.next()
    if (done) return false
    const lines = (this.#rest + this.#decoder.decode(value, { stream: true })).split('\n')
    this.#rest = lines.pop() ?? ''
    this.#lines = lines
    this.#at = 0
    return true
  }
}

function fieldsOf(line: string): Row {
  const fields: Row = line.split('\t')
  for (let i = 0; i < fields.length; i += 1) if (fields[i] === '\\N') fields[i] = null
  return fields
}
