import { createHistogram } from 'node:perf_hooks'

/** Milliseconds. */
export interface LatencySummary {
  p50: number
  p90: number
  p99: number
  p999: number
  max: number
}

const MICROS_PER_MS = 1000
const MICROS_MAX = 3600 * 1000 * MICROS_PER_MS
/** Quantiles are at most a thousandth larger than the exact ones, and never smaller. */
const FIGURES = 3

/** A high dynamic range histogram: constant memory, however many values, from a microsecond to an hour. */
export class Latencies {
  readonly #micros = createHistogram({ lowest: 1, highest: MICROS_MAX, figures: FIGURES })

  add(ms: number): void {
    this.#micros.record(Math.min(MICROS_MAX, Math.max(1, Math.ceil(ms * MICROS_PER_MS))))
  }

  /** The value that the share (0 to 1) of all values does not exceed; null without values. */
  quantileMs(share: number): number | null {
    return this.#micros.count === 0 ? null : this.#micros.percentile(share * 100) / MICROS_PER_MS
  }

  /** Null without values. */
  summary(): LatencySummary | null {
    const [p50, p90, p99, p999, max] = [0.5, 0.9, 0.99, 0.999, 1].map((share) => this.quantileMs(share) ?? Number.NaN)
    if (this.#micros.count === 0) return null
    return { p50: p50 ?? 0, p90: p90 ?? 0, p99: p99 ?? 0, p999: p999 ?? 0, max: max ?? 0 }
  }
}
