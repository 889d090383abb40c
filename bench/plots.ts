import type { BatchSize } from './batch-sizes.ts'
import type { OfferedLoad } from './latency-by-load.ts'
import { svgOf } from './plot.ts'
import type { BenchRow } from './row.ts'

interface RowPlot {
  /** Of the row whose details it shows. */
  name: string
  file: string
  title: string
  draw(row: BenchRow): string
}

const BATCH_SIZES = 'Transfers applied per second by batch size'
const LATENCY = 'Latency by offered load'

export const PLOTS: readonly RowPlot[] = [
  {
    name: 'batch-sizes',
    file: 'throughput-by-batch-size.svg',
    title: BATCH_SIZES,
    draw({ details }) {
      const sizes = details.batch_sizes as BatchSize[]
      return svgOf({
        title: BATCH_SIZES,
        x: { title: 'steps in a batch at most (operationProcessorLimit)', scale: 'log' },
        y: { title: 'transfers applied (1/s)', scale: 'linear' },
        series: [
          {
            name: 'one op-processor, one group, full queue',
            points: sizes.map((size) => ({ x: size.batch_size, y: size.transfers_per_s })),
          },
        ],
      })
    },
  },
  {
    name: 'latency-by-load',
    file: 'latency-by-load.svg',
    title: LATENCY,
    draw({ details }) {
      const loads = details.loads as OfferedLoad[]
      const by = (of: (load: OfferedLoad) => number) => loads.map((load) => ({ x: load.offered_per_s, y: of(load) }))
      return svgOf({
        title: LATENCY,
        x: { title: 'transfers offered over HTTP (1/s)', scale: 'linear' },
        y: { title: 'latency (ms)', scale: 'log' },
        series: [
          { name: 'accepted → applied: p50', points: by((load) => load.p50_ms) },
          { name: 'p90', points: by((load) => load.p90_ms) },
          { name: 'p99', points: by((load) => load.p99_ms) },
          { name: 'due → answered: p99', isDashed: true, points: by((load) => load.answered_p99_ms) },
        ],
      })
    },
  },
]
