import { Counter, Gauge, type Registry } from 'prom-client'
import type { CheckVerdict } from '../../common/fraud/decide-checks.ts'
import type { Waiting } from './sql/sweep.ts'

/** What a gateway tells about screening at /metrics. */
export interface ScreeningMetrics {
  decided(verdict: CheckVerdict['verdict'] | 'review', by: CheckVerdict['decidedBy'], checks: number): void
  waiting(waiting: Waiting): void
}

export function screeningMetrics(registry: Registry): ScreeningMetrics {
  const registers = [registry]
  const verdicts = new Counter({
    name: 'walletmesh_fraud_verdicts_total',
    help: 'Verdicts on screened transfers that this gateway brought, and by whom: rules, timeout or operator',
    labelNames: ['verdict', 'by'],
    registers,
  })
  // Each of several gateway processes reports the same tables.
  const checks = new Gauge({
    name: 'walletmesh_fraud_checks',
    help: 'Screened transfers that wait, by state',
    labelNames: ['state'],
    aggregator: 'max',
    registers,
  })
  const late = new Gauge({
    name: 'walletmesh_pending_too_long',
    help: 'What waits longer than fraud.alarmAfter: fraud checks, groups by their oldest step, jobs',
    labelNames: ['kind'],
    aggregator: 'max',
    registers,
  })
  return {
    decided: (verdict, by, count) => verdicts.inc({ verdict, by }, count),
    waiting({ pending, review, lateChecks, lateGroups, lateJobs }) {
      checks.set({ state: 'pending' }, pending)
      checks.set({ state: 'review' }, review)
      late.set({ kind: 'check' }, lateChecks)
      late.set({ kind: 'step' }, lateGroups)
      late.set({ kind: 'job' }, lateJobs)
    },
  }
}
