import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { BatchResult } from './apply/apply-batch.ts'

export interface ProcessorMetrics {
  applied(group: number, result: BatchResult, durationMs: number): void
  retried(group: number): void
  buried(group: number): void
  holding(group: number, epoch: bigint): void
  released(group: number): void
}

export function processorMetrics(registry: Registry): ProcessorMetrics {
  const registers = [registry]
  const operations = new Counter({
    name: 'walletmesh_operations_ended_total',
    help: 'Operations that ended, by status and by reason of decline',
    labelNames: ['group', 'status', 'reason'],
    registers,
  })
  const batchSize = new Histogram({
    name: 'walletmesh_batch_steps',
    help: 'Steps per applied batch',
    labelNames: ['group'],
    buckets: [1, 5, 10, 50, 100, 500, 1000, 2000, 5000, 10000],
    registers,
  })
  const batchSeconds = new Histogram({
    name: 'walletmesh_batch_seconds',
    help: 'Time to apply a batch, commit included',
    labelNames: ['group'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  })
  const retries = new Counter({
    name: 'walletmesh_batch_retries_total',
    help: 'Batches tried again after a fault of the moment',
    labelNames: ['group'],
    registers,
  })
  const deadLetters = new Counter({
    name: 'walletmesh_dead_letters_total',
    help: 'Steps moved to the dead letters',
    labelNames: ['group'],
    registers,
  })
  const leases = new Gauge({
    name: 'walletmesh_lease_epoch',
    help: 'Epoch of each group that this processor holds',
    labelNames: ['group'],
    registers,
  })
  return {
    applied(group, result, durationMs) {
      batchSize.observe({ group }, result.claimed)
      batchSeconds.observe({ group }, durationMs / 1000)
      operations.inc({ group, status: 'success', reason: '' }, result.succeeded)
      for (const [reason, count] of result.declined) operations.inc({ group, status: 'decline', reason }, count)
    },
    retried: (group) => retries.inc({ group }),
    buried: (group) => deadLetters.inc({ group }),
    holding: (group, epoch) => leases.set({ group }, Number(epoch)),
    released: (group) => leases.remove({ group }),
  }
}
