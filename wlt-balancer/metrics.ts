import { Counter, Gauge, type Registry } from 'prom-client'
import type { Rebalance } from './rebalance.ts'

/** What a balancer tells about itself at /metrics. */
export interface BalancerMetrics {
  leads(leads: boolean): void
  rebalanced(rebalance: Rebalance): void
  failed(): void
  swept(steps: number): void
}

export function createBalancerMetrics(registry: Registry): BalancerMetrics {
  const registers = [registry]
  const gauge = (name: string, help: string) => new Gauge({ name: `walletmesh_balancer_${name}`, help, registers })
  const counter = (name: string, help: string) => new Counter({ name: `walletmesh_balancer_${name}`, help, registers })

  const leading = gauge('leading', '1 while this is the balancer that acts')
  const rounds = new Counter({
    name: 'walletmesh_balancer_rebalances_total',
    help: 'Rebalances, by outcome',
    labelNames: ['outcome'],
    registers,
  })
  const duration = new Gauge({
    name: 'walletmesh_balancer_last_duration_seconds',
    help: 'Duration of the last rebalance, by phase',
    labelNames: ['phase'],
    registers,
  })
  const moves = counter('moved_wallets_total', 'Wallets moved to another group')
  const lastMoves = gauge('last_moved_wallets', 'Wallets moved by the last rebalance')
  const stall = gauge('last_stall_seconds', 'Longest time for which nothing could be queued in the last rebalance')
  const ratio = gauge('max_over_mean', 'Load of the fullest group over the mean, after the last rebalance')
  const floor = gauge('max_over_mean_floor', 'The least that any partition could have reached')
  const load = new Gauge({
    name: 'walletmesh_balancer_group_load',
    help: 'Load of a group in the window that was counted last, after the rebalance: operations, or microseconds',
    labelNames: ['group'],
    registers,
  })
  const crossing = new Gauge({
    name: 'walletmesh_balancer_crossing_share',
    help: 'Share of the transfers counted last that crossed groups, and that would have after the rebalance',
    labelNames: ['when'],
    registers,
  })
  const sweeps = counter('sweeps_total', 'Sweeps for strays')
  const strays = counter('swept_steps_total', 'Strays of groups that are not active, re-tagged')

  return {
    leads: (leads) => leading.set(leads ? 1 : 0),
    rebalanced(rebalance) {
      const { moved, countMs, planMs } = rebalance
      rounds.inc({ outcome: moved?.complete === false ? 'incomplete' : 'done' })
      duration.set({ phase: 'count' }, countMs / 1000)
      duration.set({ phase: 'plan' }, planMs / 1000)
      duration.set({ phase: 'move' }, (moved?.moveMs ?? 0) / 1000)
      moves.inc(moved?.wallets ?? 0)
      lastMoves.set(moved?.wallets ?? 0)
      stall.set((moved?.stallMsMax ?? 0) / 1000)
      ratio.set(rebalance.maxOverMeanAfter)
      floor.set(rebalance.maxOverMeanFloor)
      crossing.set({ when: 'before' }, rebalance.crossingBefore ?? 0)
      crossing.set({ when: 'after' }, rebalance.crossingAfter ?? 0)
      load.reset()
      for (const { group, operations } of rebalance.loadAfter) load.set({ group }, operations)
    },
    failed: () => rounds.inc({ outcome: 'failed' }),
    swept(steps) {
      sweeps.inc()
      strays.inc(steps)
    },
  }
}
