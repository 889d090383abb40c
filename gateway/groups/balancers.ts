import { Status } from 'nice-grpc'
import { createPartClient, PartError, type PartWork } from '../../common/grpc/part-client.ts'
import type { Log } from '../../common/log.ts'
import { type Address, formatAddress } from '../../common/settings/address.ts'
import type { Tls } from '../../common/tls/tls.ts'
import {
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
  const client = createPartClient({
    definition: BalancerServiceDefinition,
    part: 'wlt_balancer',
    servers,
    tls,
    silenceMs: SILENCE_MS,
    onUnavailable: (server, error) => log.warn(`balancer ${formatAddress(server)} is not available: ${error.message}`),
  })

  async function ask<T>(work: PartWork<BalancerServiceDefinition, T>): Promise<T> {
    try {
      return await client.ask(work, deadlineMs)
    } catch (error) {
      throw error instanceof PartError ? told(error) : error
    }
  }

  return {
    async plan(wish) {
      const { plan } = await ask((balancer) => balancer.plan(requestOf(wish)))
      if (plan === undefined) throw new Error('the balancer answered without a plan')
      return planOf(plan)
    },
    async rebalance(wish) {
      const { id } = await ask((balancer) => balancer.rebalance(requestOf(wish)))
      return id
    },
  }
}

const WEIGHTS = { count: Weight.WEIGHT_COUNT, cost: Weight.WEIGHT_COST } as const

function requestOf({ groups, weight }: Wish): PlanRequest {
  return { groups, weight: weight === undefined ? Weight.WEIGHT_UNSPECIFIED : WEIGHTS[weight] }
}

function told(error: PartError): Error {
  const { status, message, reason, isFromPart } = error
  if (status === Status.UNAVAILABLE) {
    const why = isFromPart ? message : 'none answers. Start one, or try again'
    return new Retryable('no_balancer', `no balancer can do it: ${why}`, { cause: error })
  }
  if (status === Status.DEADLINE_EXCEEDED) {
    const rest = 'What was asked for may happen all the same: look at the rebalances'
    return new Retryable('no_balancer', `no balancer answers: ${message}. ${rest}`, { cause: error })
  }
  if (reason === 'rebalance_running') return new Refused('rebalance_running', message)
  if (status === Status.INVALID_ARGUMENT) return new Refused('invalid', message)
  return new Error(`the balancer failed: ${message}`, { cause: error })
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
