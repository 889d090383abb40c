import { Counter, Histogram, type Registry } from 'prom-client'
import type { Judgement } from '../common/fraud/judge.ts'

/** What the fraud part tells about itself at /metrics. */
export interface FraudMetrics {
  screened(verdict: Judgement['verdict'], durationMs: number): void
}

export function fraudMetrics(registry: Registry): FraudMetrics {
  const registers = [registry]
  const verdicts = new Counter({
    name: 'walletmesh_fraud_screened_total',
    help: 'Transfers that were screened, by what the rules said',
    labelNames: ['verdict'],
    registers,
  })
  const seconds = new Histogram({
    name: 'walletmesh_fraud_screening_seconds',
    help: 'How long screening a transfer took',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    registers,
  })
  return {
    screened(verdict, durationMs) {
      verdicts.inc({ verdict })
      seconds.observe(durationMs / 1000)
    },
  }
}
