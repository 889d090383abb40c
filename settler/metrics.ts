import { Counter, Gauge, type Registry } from 'prom-client'

/** What a settler tells about itself at /metrics. */
export interface SettlerMetrics {
  taken(accounts: bigint, durationMs: number): void
  proofFailed(): void
  approved(): void
  cancelled(): void
  settled(): void
  /** Of payables. */
  payoutsQueued(payouts: number): void
  failed(): void
  /** For how long a settlement has been under way; null when none is. */
  underWay(sinceMs: number | null): void
}

export function settlerMetrics(registry: Registry): SettlerMetrics {
  const registers = [registry]
  const counter = (name: string, help: string) => new Counter({ name: `walletmesh_settler_${name}`, help, registers })
  const gauge = (name: string, help: string) => new Gauge({ name: `walletmesh_settler_${name}`, help, registers })

  const snapshots = new Counter({
    name: 'walletmesh_settler_snapshots_total',
    help: 'What this settler did with snapshots, by outcome',
    labelNames: ['outcome'],
    registers,
  })
  const proofFailures = counter('proof_failures_total', 'Cuts of the ledger that contradicted themselves')
  const payouts = counter('payouts_total', 'Payouts of payables that this settler queued')
  const failures = counter('failures_total', 'Work on settlements and payouts that failed and is tried again')
  const accounts = gauge('last_snapshot_accounts', 'Accounts in the last snapshot that this settler took')
  const duration = gauge('last_snapshot_seconds', 'Duration of the last snapshot that this settler took')
  const underWay = gauge(
    'settlement_under_way_seconds',
    'Age of the approved settlement that is not applied yet; 0 without one',
  )
  return {
    taken(count, durationMs) {
      snapshots.inc({ outcome: 'taken' })
      accounts.set(Number(count))
      duration.set(durationMs / 1000)
    },
    proofFailed: () => proofFailures.inc(),
    approved: () => snapshots.inc({ outcome: 'approved' }),
    cancelled: () => snapshots.inc({ outcome: 'cancelled' }),
    settled: () => snapshots.inc({ outcome: 'settled' }),
    payoutsQueued: (count) => payouts.inc(count),
    failed: () => failures.inc(),
    underWay: (sinceMs) => underWay.set(sinceMs === null ? 0 : sinceMs / 1000),
  }
}
