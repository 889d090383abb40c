import { pauseMs } from '../common/backoff.ts'
import { isRetryable } from '../common/database/errors.ts'
import { type Leadership, tryToLead } from '../common/database/leadership.ts'
import type { Client } from '../common/database/pool.ts'
import type { Log } from '../common/log.ts'
import type { Service } from '../common/service.ts'
import type { Clock } from './clock.ts'
import { BalancerBusy } from './errors.ts'
import type { BalancerMetrics } from './metrics.ts'
import { planOnce } from './once.ts'
import { openPools, type PoolsOptions } from './pools.ts'
import { type Rebalance, type RebalanceSettings, rebalance } from './rebalance.ts'
import { openStore } from './store.ts'
import { sweep } from './sweep.ts'
import { underWay, type Wish, Wishes } from './wishes.ts'

export interface BalancerOptions {
  database: PoolsOptions
  settings: RebalanceSettings
  log: Log
  clock: Clock
  /** From 0 to less than 1. */
  random: () => number
}

export interface Balancer extends Service {
  /** Whether it can reach the database. */
  ready(): Promise<boolean>
  /**
   * Rebalances as is wished, and from then on, until it ends or is asked for something else. Resolves with the rebalance's id when
   * moving begins. Throws BalancerBusy when another balancer acts, and BalancerRefused while a rebalance is under way.
   */
  rebalance(wish: Wish): Promise<bigint>
  /** What a rebalance would do; changes nothing. Throws BalancerBusy while it makes another plan. */
  plan(wish: Wish, signal: AbortSignal): Promise<Rebalance>
}

const SWEEP_EVERY_MS = 5_000
const TRY_TO_LEAD_EVERY_MS = 1_000
const RETRY_FIRST_MS = 5_000

/**
 * Rebalances the mesh at once and then every `windowMs`, and sweeps in between. Of several balancers one acts; the others
 * wait until it is gone. A round that fails is tried again.
 */
export function createBalancer(options: BalancerOptions & { metrics: BalancerMetrics }): Balancer {
  const { settings, log, clock, random, metrics } = options
  const pools = openPools(options.database)
  const store = openStore(pools, clock)
  const stopping = new AbortController()
  const wishes = new Wishes()
  let wanted: Wish = settings
  let doing: 'nothing' | 'rebalancing' | 'resting' = 'nothing'
  let planning = false
  let running: Promise<void> | undefined
  let closed: Promise<void> | undefined

  /** Until it is stopped. */
  async function run(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      let leadership: Leadership | undefined
      try {
        leadership = await waitToLead()
        await act(leadership, () => {
          failures = 0
        })
      } catch (error) {
        if (stopping.signal.aborted) return
        metrics.failed()
        failures += 1
        const retryMs = pauseMs(failures, { firstMs: RETRY_FIRST_MS, mostMs: settings.windowMs }, random())
        const next = { retryInMs: Math.round(retryMs), err: error }
        if (isRetryable(error)) log.warn(next, 'rebalancing was interrupted')
        else log.error(next, 'rebalancing failed')
        await clock.sleep(retryMs, stopping.signal).catch(() => {})
      } finally {
        leadership?.release()
        metrics.leads(false)
      }
    }
  }

  async function waitToLead(): Promise<Leadership> {
    for (let isFirst = true; ; isFirst = false) {
      const leadership = await tryToLead(pools.reading, 'balancer')
      if (leadership !== undefined) return leadership
      if (isFirst) log.info('another balancer is at work: waiting until it is gone')
      await clock.sleep(TRY_TO_LEAD_EVERY_MS, stopping.signal)
    }
  }

  /** Until it is stopped or no longer leads. */
  async function act({ client, lost }: Leadership, onRebalanced: () => void): Promise<never> {
    const signal = AbortSignal.any([stopping.signal, lost])
    metrics.leads(true)
    try {
      for (let nextAt = clock.now(); ; ) {
        if (wishes.waits || clock.now() >= nextAt) {
          nextAt = clock.now() + settings.windowMs
          const round = await oneRound(client, signal)
          metrics.rebalanced(round)
          logRound(log, round)
          onRebalanced()
        }
        await sweepOnce(signal)
        await rest(Math.max(0, Math.min(SWEEP_EVERY_MS, nextAt - clock.now())), signal)
      }
    } finally {
      doing = 'nothing'
      wishes.take()?.begun.reject(notActing())
    }
  }

  /** As was asked for, or as before. */
  async function oneRound(client: Client, signal: AbortSignal): Promise<Rebalance> {
    doing = 'rebalancing'
    const asked = wishes.take()
    const wish = asked?.wish ?? wanted
    if (asked !== undefined) log.info(wish, 'asked to rebalance')
    const onBegun = (id: bigint) => {
      wanted = wish
      asked?.begun.resolve(id)
    }
    try {
      return await rebalance({ ...options, settings: { ...settings, ...wish }, store, client, signal, onBegun })
    } catch (error) {
      asked?.begun.reject(signal.aborted ? notActing() : error)
      throw error
    } finally {
      doing = 'resting'
    }
  }

  /** Until it is time, or something is asked for. */
  async function rest(ms: number, signal: AbortSignal): Promise<void> {
    const asked = new AbortController()
    wishes.onAsked(() => asked.abort())
    if (wishes.waits) return
    await clock.sleep(ms, AbortSignal.any([signal, asked.signal])).catch((error: unknown) => {
      if (signal.aborted || !asked.signal.aborted) throw error
    })
  }

  async function sweepOnce(signal: AbortSignal): Promise<void> {
    try {
      metrics.swept(await sweep(store, signal))
    } catch (error) {
      if (!isRetryable(error)) throw error
      log.debug({ err: error }, 'could not sweep, trying again soon')
    }
  }

  return {
    async start() {
      running ??= run()
    },
    async stop() {
      stopping.abort(new Error('the balancer stops'))
      await running
      closed ??= pools.close()
      await closed
    },
    async ready() {
      await pools.reading.query('select')
      return true
    },
    async rebalance(wish) {
      if (doing === 'nothing') throw notActing()
      if (doing === 'rebalancing') throw underWay()
      return wishes.ask(wish)
    },
    async plan(wish, signal) {
      if (planning) throw new BalancerBusy('this balancer makes another plan: ask again in a moment')
      planning = true
      try {
        const planSettings = { ...settings, ...wish }
        return await planOnce({
          ...options,
          settings: planSettings,
          signal: AbortSignal.any([signal, stopping.signal]),
        })
      } finally {
        planning = false
      }
    },
  }
}

function notActing(): BalancerBusy {
  return new BalancerBusy('another balancer acts, or this one is not yet or no longer at work')
}

function logRound(log: Log, { moved, ...round }: Rebalance): void {
  const { movesPlanned, maxOverMeanBefore, maxOverMeanAfter, maxOverMeanFloor } = round
  const figures = {
    moved: moved?.wallets,
    movesPlanned,
    maxOverMeanBefore,
    maxOverMeanAfter,
    maxOverMeanFloor,
    crossingBefore: round.crossingBefore,
    crossingAfter: round.crossingAfter,
    countMs: round.countMs,
    planMs: round.planMs,
    moveMs: moved?.moveMs,
  }
  if (moved?.complete === false)
    log.warn(figures, 'new wallets came into vanishing groups all the time: to be continued')
  else log.info(figures, 'rebalanced')
  if (round.hottestWalletId === null) return
  const hot = { wallet: round.hottestWalletId, load: round.hottestOperations, weight: round.weight }
  log.warn(hot, "one wallet has more than a group's fair share of the load: no partition can change that")
}
