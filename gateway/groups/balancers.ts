import { type CallOptions, Status } from 'nice-grpc'
import { askInTurn, CallFailed, NoneAvailable } from '../../common/grpc/ask-in-turn.ts'
import type { Log } from '../../common/log.ts'
import type { Address } from '../../common/settings/address.ts'
import type { Tls } from '../../common/tls/tls.ts'
import {
  type BalancerServiceClient,
  BalancerServiceDefinition,
  type PlanRequest,
  type RebalancePlan,
  Weight,
} from '../../proto/gen/walletmesh/v1/balancer.ts'
import { Refused, Retryable } from '../errors.ts'
import type { Plan } from './sql/rebalances.ts'

/** How many groups there shall be, and by what wallets are weighed; undefined: as the balancer's settings have it. */
export interface Wish {
  groups: number
  weight: 'count' | 'cost' | undefined
}

/**
 * Asks a balancer. Rejects with Refused for what it refuses, under its code, and with Retryable when no balancer can be reached or none
 * can do it now.
 */
export interface Balancers {
  /** What a rebalance would do. */
  plan(wish: Wish): Promise<Plan>
  /** Returns the rebalance's id when moving begins. */
  rebalance(wish: Wish): Promise<bigint>
}

export interface BalancersOptions {
  /** Tried in this order. */
  balancers: readonly Address[]
  tls: Tls | undefined
  log: Log
  deadlineMs?: number
}

/** For all balancers together: counting and planning take as long as there are wallets. Callers over HTTP are given as long. */
export const DEADLINE_MS = 60_000

const SILENCE_MS = 3_000

export function createBalancers(options: BalancersOptions): Balancers {
  const { balancers: servers, tls, log, deadlineMs = DEADLINE_MS } = options
  const asking = {
    definition: BalancerServiceDefinition,
    servers,
    part: 'wlt_balancer',
    silenceMs: SILENCE_MS,
    tls,
    onPassed: (server: string, why: string) => log.warn(`balancer ${server} is not available: ${why}`),
  } as const

  async function ask<Response>(
    call: (balancer: BalancerServiceClient, options: CallOptions) => Promise<Response>,
  ): Promise<Response> {
    const signal = AbortSignal.timeout(deadlineMs)
    try {
      return await askInTurn(asking, call, signal)
    } catch (error) {
      if (signal.aborted) throw tooLate(deadlineMs, error)
      throw told(error)
    }
  }

  return {
    async plan(wish) {
      const { plan } = await ask((balancer, options) => balancer.plan(requestOf(wish), options))
      if (plan === undefined) throw new Error('the balancer answered without a plan')
      return planOf(plan)
    },
    async rebalance(wish) {
      const { id } = await ask((balancer, options) => balancer.rebalance(requestOf(wish), options))
      return id
    },
  }
}

const WEIGHTS = { count: Weight.WEIGHT_COUNT, cost: Weight.WEIGHT_COST } as const

function requestOf({ groups, weight }: Wish): PlanRequest {
  return { groups, weight: weight === undefined ? Weight.WEIGHT_UNSPECIFIED : WEIGHTS[weight] }
}

function tooLate(deadlineMs: number, cause: unknown): Retryable {
  const message = `no balancer answers: nothing came within ${deadlineMs / 1000} s. What was asked for may happen all the same: look at the rebalances`
  return new Retryable('no_balancer', message, { cause })
}

function told(error: unknown): unknown {
  if (error instanceof NoneAvailable) {
    const message = `no balancer can do it: ${error.refusal ?? 'none answers. Start one, or try again'}`
    return new Retryable('no_balancer', message, { cause: error })
  }
  if (!(error instanceof CallFailed)) return error
  if (error.reason === 'rebalance_running') return new Refused('rebalance_running', error.message)
  if (error.status === Status.INVALID_ARGUMENT) return new Refused('invalid', error.message)
  return new Error(`the balancer failed: ${error.message}`, { cause: error })
}

function planOf(plan: RebalancePlan): Plan {
  return {
    window_ms: plan.windowMs,
    groups_before: plan.groupsBefore,
    groups_after: plan.groupsAfter,
    wallets: plan.wallets,
    weight: plan.weight === Weight.WEIGHT_COST ? 'cost' : 'count',
    operations: plan.load,
    load_before: plan.loadBefore.map(loadOf),
    load_after: plan.loadAfter.map(loadOf),
    spread_before: plan.spreadBefore,
    spread_after: plan.spreadAfter,
    max_over_mean_before: plan.maxOverMeanBefore,
    max_over_mean_after: plan.maxOverMeanAfter,
    max_over_mean_floor: plan.maxOverMeanFloor,
    hottest_wallet_id: plan.hottestWalletId ?? null,
    moves_planned: plan.movesPlanned,
    load_moved: plan.loadMoved,
    crossing_before: plan.crossingBefore ?? null,
    crossing_after: plan.crossingAfter ?? null,
    count_ms: plan.countMs,
    plan_ms: plan.planMs,
  }
}

function loadOf({ group, load, wallets }: RebalancePlan['loadBefore'][number]): Plan['load_before'][number] {
  return { group, operations: Number(load), wallets: Number(wallets) }
}
