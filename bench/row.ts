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

export interface BenchOptions {
  /** Length of `soak`. */
  minutes: number
}

/** Measures one row. It ends by itself: whatever it waits for has a bound, and then it throws. */
export type Bench = (options: BenchOptions) => Promise<BenchRow>
