import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { Argument } from 'commander'
import { command, runCommand } from '../common/command.ts'
import { applyBench, applyHotBench } from './apply.ts'
import { applyTwoBench } from './apply-2.ts'
import { ingestBench } from './ingest.ts'
import { ingestGrpcBench } from './ingest-grpc.ts'
import { latencyBench } from './latency.ts'
import { partitionBench } from './partition.ts'
import { pipelineBench } from './pipeline.ts'
import { reportBench } from './report.ts'
import type { BenchRow } from './row.ts'
import { rounded } from './statistics.ts'
import { takeoverBench } from './takeover.ts'

const BENCHES: Record<string, () => Promise<BenchRow>> = {
  apply: applyBench,
  'apply-hot': applyHotBench,
  'apply-2': applyTwoBench,
  ingest: ingestBench,
  'ingest-grpc': ingestGrpcBench,
  latency: latencyBench,
  pipeline: pipelineBench,
  partition: partitionBench,
  takeover: takeoverBench,
  report: reportBench,
}

const program = command('bench', 'Measures one row of the table of benchmarks, or all of them, against its baseline.')
  .addArgument(new Argument('<name>', 'what to measure').choices([...Object.keys(BENCHES), 'all']))
  .option('--json', 'one JSON object a line')
  .option('--record', 'write the table to bench/results.md')
  .action(async (name: string, options: { json?: boolean; record?: boolean }) => {
    const rows: BenchRow[] = []
    for (const [each, bench] of Object.entries(BENCHES)) {
      if (name !== 'all' && name !== each) continue
      const row = await bench()
      rows.push(row)
      process.stdout.write(options.json ? `${JSON.stringify(row)}\n` : `${lineOf(row)}\n`)
    }
    if (options.record) writeFileSync(new URL('results.md', import.meta.url), resultsOf(rows))
  })

await runCommand(program, process.argv)

function lineOf(row: BenchRow): string {
  const against = row.baseline === null ? '' : ` against ${row.baseline} ${row.baseline_unit}`
  const ratio = row.ratio === null ? '' : `: ${rounded(row.ratio)}×`
  return `${row.name}: ${rounded(row.measured)} ${row.unit}${against}${ratio} (first mark ${row.first_mark}; goal ${row.goal})`
}

function resultsOf(rows: readonly BenchRow[]): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB`
  return `# Results of the benchmarks

Recorded by \`npm run bench -- all --record\` on ${new Date().toISOString().slice(0, 10)}: ${machine}, Node ${process.version}, the embedded
PostgreSQL 18 with the settings that users get (fsync and synchronous_commit on). Client, services and database share
the machine. Each ratio compares two sides of one run; absolute figures differ from machine to machine.

| name | measured | against | ratio | first mark | goal |
| --- | --- | --- | --- | --- | --- |
${rows.map(tableRowOf).join('\n')}

## Details

${rows.map((row) => `- \`${row.name}\`: \`${JSON.stringify(row.details)}\``).join('\n')}
`
}

function tableRowOf(row: BenchRow): string {
  const baseline = row.baseline === null ? '–' : `${row.baseline} ${row.baseline_unit}`
  const ratio = row.ratio === null ? '–' : `${rounded(row.ratio)}×`
  return `| ${row.name} | ${rounded(row.measured)} ${row.unit} | ${baseline} | ${ratio} | ${row.first_mark} | ${row.goal} |`
}
