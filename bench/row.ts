/** One line of the benchmark table. */
export interface BenchRow {
  name: string
  measured: number
  unit: string
  baseline: number | null
  baseline_unit: string | null
  /** Better when larger; null where there is nothing to compare with. */
  ratio: number | null
  first_mark: string
  goal: string
  details: Record<string, unknown>
}
