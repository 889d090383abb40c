export interface Column {
  title: string
  align?: 'right'
}

/** Lines of text in columns as wide as their longest cell, under their titles. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const lines = [columns.map(({ title }) => title), ...rows]
  const widths = columns.map((_, i) => Math.max(...lines.map((cells) => cells[i]?.length ?? 0)))
  const padded = (text: string, i: number) =>
    columns[i]?.align === 'right' ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0)
  return lines.map((cells) => cells.map(padded).join('  ').trimEnd())
}

/** Micro-units as a decimal of the currency's units: 1500000 is `1.5`. */
export function formatAmount(amountMicros: bigint): string {
  const digits = (amountMicros < 0n ? -amountMicros : amountMicros).toString().padStart(7, '0')
  const fraction = digits.slice(-6).replace(/0+$/, '')
  return `${amountMicros < 0n ? '-' : ''}${digits.slice(0, -6)}${fraction === '' ? '' : `.${fraction}`}`
}
