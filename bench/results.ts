import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Environment } from './environment.ts'
import { PLOTS } from './plots.ts'
import type { BenchRow } from './row.ts'
import { rounded } from './statistics.ts'

export interface Recorded {
  /** Day, as YYYY-MM-DD. */
  recorded: string
  row: BenchRow
}

const FOLDER = new URL('.', import.meta.url)

/**
 * Keeps the row in results.json instead of what stood there under its name, and writes results.md and the plots from all
 * that is kept.
 *
 * @param order names of all rows, as they shall stand there
 */
export function recordRow(row: BenchRow, order: readonly string[], folder: URL = FOLDER): void {
  const file = new URL('results.json', folder)
  const kept: Recorded[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  const all = [
    ...kept.filter((one) => one.row.name !== row.name && order.includes(one.row.name)),
    { recorded: new Date().toISOString().slice(0, 10), row },
  ].sort((a, b) => order.indexOf(a.row.name) - order.indexOf(b.row.name))
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`)
  mkdirSync(new URL('plots/', folder), { recursive: true })
  for (const { name, file, draw } of PLOTS) {
    const drawn = all.find((one) => one.row.name === name)
    if (drawn !== undefined) writeFileSync(new URL(`plots/${file}`, folder), draw(drawn.row))
  }
  writeFileSync(new URL('results.md', folder), resultsOf(all))
}

/** The results as Markdown. */
export function resultsOf(all: readonly Recorded[]): string {
  const environments = distinct(all.map(({ row }) => whereOf(row)))
  return `# Results of the benchmarks

Written by \`npm run bench -- NAME --record\` from \`results.json\`; [what each row measures](../docs/benchmarks.md). Every row starts the
embedded PostgreSQL with the settings that users get; client, services and database share the machine. Each ratio
compares two sides of one run; absolute figures differ from machine to machine.

| name | measured | against | ratio | first mark | goal | recorded |
| --- | --- | --- | --- | --- | --- | --- |
${all.map(tableRowOf).join('\n')}

${PLOTS.filter(({ name }) => all.some(({ row }) => row.name === name))
  .map(({ title, file }) => `![${title}](plots/${file})\n`)
  .join('\n')}
## Where

${environments.map((where) => `${namesOf(all, where, environments.length)}${where}`).join('\n\n')}

## Details

${all.map(({ row }) => detailsOf(row)).join('\n\n')}
`
}

function tableRowOf({ recorded, row }: Recorded): string {
  const baseline = row.baseline === null ? '–' : `${row.baseline} ${row.baseline_unit}`
  const ratio = row.ratio === null ? '–' : `${rounded(row.ratio)}×`
  const commit = environmentOf(row)?.versions.commit ?? null
  const when = commit === null ? recorded : `${recorded}, ${commit}`
  return `| ${row.name} | ${rounded(row.measured)} ${row.unit} | ${baseline} | ${ratio} | ${row.first_mark} | ${row.goal} | ${when} |`
}

function environmentOf({ details }: BenchRow): Environment | undefined {
  return details.environment as Environment | undefined
}

/** All but the commit, which stands beside each row, and the disk, whose figure differs a little each time. */
function whereOf(row: BenchRow): string {
  const environment = environmentOf(row)
  if (environment === undefined) return '- not recorded'
  const { machine, versions, postgresql, walletmesh } = environment
  return `- machine: ${machine.cores} × ${machine.cpu}, ${machine.memory_gib} GiB, ${machine.system}
- versions: walletmesh ${versions.walletmesh}, Node ${versions.node}, PostgreSQL ${versions.postgresql}, pg ${versions.pg}
- PostgreSQL: ${listOf(postgresql)}
- walletmesh, where a row says nothing else: ${listOf(walletmesh)}`
}

function listOf(settings: Record<string, string | number>): string {
  return Object.entries(settings)
    .map(([name, value]) => `\`${name}\` ${value}`)
    .join(', ')
}

function namesOf(all: readonly Recorded[], where: string, environments: number): string {
  if (environments === 1) return ''
  const names = all.filter(({ row }) => whereOf(row) === where).map(({ row }) => `\`${row.name}\``)
  return `${names.join(', ')}:\n\n`
}

type Line = Record<string, unknown>

/** Lists of alike lines as tables, everything else as JSON. */
function detailsOf(row: BenchRow): string {
  const { environment: _, ...details } = row.details
  const tables = Object.entries(details).filter((entry): entry is [string, Line[]] => isTable(entry[1]))
  const others = Object.entries(details).filter(([, value]) => !isTable(value))
  const fsyncs = environmentOf(row)?.machine.fsyncs_per_s
  const json = JSON.stringify({
    ...Object.fromEntries(others),
    ...(fsyncs === undefined ? {} : { fsyncs_per_s: fsyncs }),
  })
  return [`### ${row.name}`, `\`${json}\``, ...tables.map(([name, lines]) => `${name}:\n\n${tableOf(lines)}`)].join(
    '\n\n',
  )
}

function isTable(value: unknown): value is Line[] {
  return Array.isArray(value) && value.length > 0 && value.every((line) => typeof line === 'object' && line !== null)
}

function tableOf(lines: readonly Line[]): string {
  const columns = distinct(lines.flatMap((line) => Object.keys(line)))
  const rows = lines.map((line) => `| ${columns.map((column) => cellOf(line[column])).join(' | ')} |`)
  return [`| ${columns.join(' | ')} |`, `|${columns.map(() => ' --- |').join('')}`, ...rows].join('\n')
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '–'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)]
}
