import { CommandError } from '../common/command.ts'
import { tryToLead } from '../common/database/leadership.ts'
import type { BalancerOptions } from './balancer.ts'
import { openPools } from './pools.ts'
import { planRebalance, type Rebalance, type RebalanceContext, rebalance } from './rebalance.ts'
import { openStore } from './store.ts'
import { sweep } from './sweep.ts'

/**
 * Rebalances once. Throws a CommandError when another balancer is at work: two that want different numbers of groups would
 * undo each other's moves.
 */
export async function rebalanceOnce(options: BalancerOptions & { signal: AbortSignal }): Promise<Rebalance> {
  const pools = openPools(options.database)
  try {
    const leadership = await tryToLead(pools.reading, 'balancer')
    if (leadership === undefined)
      throw new CommandError('another balancer is at work on this database: nothing was done')
    try {
      const store = openStore(pools, options.clock)
      const signal = AbortSignal.any([options.signal, leadership.lost])
      const round = await rebalance({ ...options, store, client: leadership.client, signal })
      await sweep(store, signal)
      return round
    } finally {
      leadership.release()
    }
  } finally {
    await pools.close()
  }
}

/** Counts and plans, also while another balancer is at work. Changes nothing. */
export async function planOnce(options: BalancerOptions & { signal: AbortSignal }): Promise<Rebalance> {
  const pools = openPools(options.database)
  try {
    const client = await pools.reading.connect()
    try {
      const context: RebalanceContext = { ...options, store: openStore(pools, options.clock), client }
      return (await planRebalance(context)).planned
    } finally {
      client.release(true)
    }
  } finally {
    await pools.close()
  }
}
