import type { MonthsDone } from '../../common/months/months.ts'
import type { MonthRow } from '../../common/months/sql/month-table.ts'
import { type Column, formatTable } from '../table.ts'

const COLUMNS: Column[] = [
  { title: 'month' },
  { title: 'state' },
  { title: 'operations', align: 'right' },
  { title: 'postings', align: 'right' },
  { title: 'size', align: 'right' },
]

/** Every month with what it holds; what is estimated has a `~`. */
export function monthsText(months: readonly MonthRow[]): string {
  const rows = months.map(({ month, state, operations, postings, bytes }) => [
    month ?? '–',
    state,
    ...[operations, postings].map((count) => countText(count, state === 'detached' || state === 'dropped')),
    bytes === null ? '–' : sizeText(bytes),
  ])
  return `${formatTable(COLUMNS, rows).join('\n')}\n`
}

/** What was done, or would be: a line each; nothing when there is nothing to do. */
export function doneText({ made, detached, kept, summed }: MonthsDone, dryRun: boolean): string {
  const lines = [
    ...made.map((month) => `${dryRun ? 'would make' : 'made'} ${month}`),
    ...detached.map((month) => `${dryRun ? 'would detach' : 'detached'} ${month}`),
    ...kept.map(({ month, reason }) => `${dryRun ? 'would keep' : 'kept'} ${month}: ${reason}`),
    ...(summed ? [] : ['could not sum up all hours: the ledger is in use']),
  ]
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`
}

function countText(count: bigint | null, exact: boolean): string {
  if (count === null) return '?'
  return `${exact ? '' : '~'}${count}`
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

function sizeText(bytes: bigint): string {
  let size = Number(bytes)
  let unit = 0
  for (; size >= 10_000 && unit < UNITS.length - 1; unit += 1) size /= 1024
  return `${Math.round(size)} ${UNITS[unit]}`
}
