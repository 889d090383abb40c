import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordRow } from './results.ts'
import type { BenchRow } from './row.ts'

const ORDER = ['apply', 'batch-sizes', 'soak']

let path: string
let folder: URL
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'walletmesh-results-'))
  folder = pathToFileURL(`${path}/`)
})
afterEach(() => rmSync(path, { recursive: true }))

function row(name: string, measured: number, details: BenchRow['details'] = {}): BenchRow {
  const texts = { unit: 'transfers/s', baseline_unit: 'tps', first_mark: '5×', goal: '10×' }
  return { name, measured, baseline: 10, ratio: measured / 10, ...texts, details }
}

const results = () => readFileSync(join(path, 'results.md'), 'utf8')

describe('recording a row', () => {
  test('changes that row alone, and keeps the order of the table', () => {
    recordRow(row('soak', 70), ORDER, folder)
    recordRow(row('apply', 100), ORDER, folder)
    recordRow(row('soak', 80), ORDER, folder)
    const kept = JSON.parse(readFileSync(join(path, 'results.json'), 'utf8'))
    expect(kept.map((one: { row: BenchRow }) => [one.row.name, one.row.measured])).toEqual([
      ['apply', 100],
      ['soak', 80],
    ])
    expect(results()).toMatch(/\| apply \| 100 transfers\/s \| 10 tps \| 10× \|.*\n\| soak \| 80 /)
  })

  test('forgets rows that exist no longer', () => {
    recordRow(row('apply', 1), ['apply'], folder)
    recordRow(row('soak', 2), ['soak'], folder)
    expect(results()).not.toContain('apply |')
  })

  test('tells where each row was measured, apart when they were measured apart', () => {
    const environment = (cores: number, commit: string) => ({
      machine: { cpu: 'a processor', cores, memory_gib: 8, system: 'Linux', fsyncs_per_s: 900 },
      versions: { walletmesh: '1', commit, node: 'v24', postgresql: '18', pg: '8' },
      postgresql: { fsync: 'on' },
      walletmesh: { operationProcessorLimit: 1000 },
    })
    recordRow(row('apply', 1, { environment: environment(2, 'aaa') }), ORDER, folder)
    expect(results()).toContain('## Where\n\n- machine: 2 × a processor, 8 GiB, Linux')
    expect(results()).toContain('`fsync` on')
    recordRow(row('soak', 1, { environment: environment(4, 'bbb') }), ORDER, folder)
    expect(results()).toContain('`apply`:\n\n- machine: 2 ×')
    expect(results()).toContain('`soak`:\n\n- machine: 4 ×')
    expect(results()).toMatch(/\| soak .*, bbb \|/)
  })

  test('draws the row that has a plot, shows it, and writes its list as a table', () => {
    const batch_sizes = [
      { batch_size: 1, transfers_per_s: 900 },
      { batch_size: 1000, transfers_per_s: 30_000 },
    ]
    recordRow(row('batch-sizes', 1, { batch_sizes }), ORDER, folder)
    expect(results()).toContain('](plots/throughput-by-batch-size.svg)')
    expect(results()).toContain('| batch_size | transfers_per_s |\n| --- | --- |\n| 1 | 900 |')
    expect(readFileSync(join(path, 'plots', 'throughput-by-batch-size.svg'), 'utf8')).toContain('1,000, 30,000')
  })
})
