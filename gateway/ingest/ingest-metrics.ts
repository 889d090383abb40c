import { Gauge, Histogram, type Registry } from 'prom-client'

/** What ingest tells of itself. */
export interface IngestMetrics {
  /** A batch of so many requests took so long. */
  batch(requests: number, durationMs: number): void
  /** How to learn how many requests wait for their commit. */
  observePending(count: () => number): void
}

export function ingestMetrics(registry: Registry): IngestMetrics {
  const sizes = new Histogram({
    name: 'walletmesh_ingest_batch_requests',
    help: 'Requests that shared a commit',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'walletmesh_ingest_batch_seconds',
    help: 'From the start of a batch to its commit',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
    registers: [registry],
  })
  let pending = () => 0
  new Gauge({
    name: 'walletmesh_ingest_pending_requests',
    help: 'Requests that wait in memory for their commit',
    registers: [registry],
    collect() {
      this.set(pending())
    },
  })
  return {
    batch(requests, durationMs) {
      sizes.observe(requests)
      durations.observe(durationMs / 1000)
    },
    observePending(count) {
      pending = count
    },
  }
}
