import { Counter, Gauge } from 'prom-client'
import type { Registry } from '../../common/metrics.ts'

export interface LeaseMetrics {
  readonly streams: Gauge
  /** By `from`: `free`, or `expired` when it was taken over from a processor that no longer renewed. */
  readonly grants: Counter<'from'>
  readonly releases: Counter
  /** Leases that a connected processor was told to have lost. */
  readonly losses: Counter
  /** Groups that a processor was asked to give back. */
  readonly yields: Counter
  readonly failures: Counter
}

export function leaseMetrics(registry: Registry): LeaseMetrics {
  const registers = [registry]
  const counter = (name: string, help: string) => new Counter({ name, help, registers })
  return {
    streams: new Gauge({
      name: 'walletmesh_lease_streams',
      help: 'Op-processors connected to this gateway',
      registers,
    }),
    grants: new Counter({
      name: 'walletmesh_lease_grants_total',
      help: 'Groups granted through this gateway: free ones, and those whose lease had expired (takeovers)',
      labelNames: ['from'],
      registers,
    }),
    releases: counter('walletmesh_lease_releases_total', 'Leases given back through this gateway'),
    losses: counter('walletmesh_lease_losses_total', 'Leases whose loss this gateway told a processor'),
    yields: counter('walletmesh_lease_yields_total', 'Groups that this gateway asked a processor to give back'),
    failures: counter('walletmesh_lease_round_failures_total', 'Rounds of granting that failed'),
  }
}
