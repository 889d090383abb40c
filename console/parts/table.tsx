import type { ReactNode } from 'react'
import { hasFineAmounts } from '../data/amount.ts'

export interface Column<Row> {
  title: ReactNode
  cell: (row: Row) => ReactNode
  look?: 'number' | 'wide' | 'actions'
}

interface TableProps<Row> {
  /** For who cannot see it. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string | number
  /** Its amounts, as digits: where one has more than two decimals, there is room for them in all rows. */
  amounts?: readonly string[]
}

export function Table<Row>({ caption, columns, rows, keyOf, amounts = [] }: TableProps<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it, a table that is wider than the screen cannot be scrolled by keys
    <section className="table-wrap" tabIndex={0} aria-label={caption}>
      <table className="table" data-exact={hasFineAmounts(amounts) ? '' : undefined}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, look }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never change their places
              <th key={i} scope="col" className={look}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ cell, look }, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never change their places
                <td key={i} className={look}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
