import { type CallContext, ServerError, Status } from 'nice-grpc'
import { DETAILS_TRAILER, errorDetails } from '../common/grpc/error-details.ts'
import { type GrpcService, grpcService } from '../common/grpc/server.ts'
import {
  BalancerServiceDefinition,
  type BalancerServiceImplementation,
  type PlanRequest,
  type RebalancePlan,
  Weight as WeightMessage,
} from '../proto/gen/walletmesh/v1/balancer.ts'
import type { Balancer } from './balancer.ts'
import { BalancerBusy, BalancerRefused } from './errors.ts'
import { PLAN_GROUP_COUNT_MAX } from './partition/plan.ts'
import type { Rebalance } from './rebalance.ts'
import type { Weight } from './sql/activity.ts'
import type { GroupLoad } from './sql/history.ts'
import type { Wish } from './wishes.ts'

export interface BalancerServiceOptions {
  balancer: Balancer
  /** By what wallets are weighed where nothing is said. */
  weight: Weight
}

/** Serves BalancerService. */
export function createBalancerService({ balancer, weight }: BalancerServiceOptions): GrpcService {
  const implementation: BalancerServiceImplementation = {
    plan: (request, context) =>
      telling(context, async () => ({
        plan: planMessage(await balancer.plan(wishOf(request, weight), context.signal)),
      })),
    rebalance: (request, context) =>
      telling(context, async () => ({ id: await balancer.rebalance(wishOf(request, weight)) })),
  }
  return grpcService(BalancerServiceDefinition, implementation)
}

const STATUS: Record<BalancerRefused['code'], Status> = {
  invalid: Status.INVALID_ARGUMENT,
  rebalance_running: Status.FAILED_PRECONDITION,
}

/** What the caller is told of an error of the balancer's; null for a bug. */
export function statusOf(error: unknown): ServerError | null {
  if (error instanceof BalancerRefused) return new ServerError(STATUS[error.code], error.message)
  if (error instanceof BalancerBusy) return new ServerError(Status.UNAVAILABLE, error.message)
  return null
}

async function telling<Response>({ trailer }: CallContext, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof BalancerRefused) trailer.set(DETAILS_TRAILER, errorDetails(error, STATUS[error.code]))
    throw error
  }
}

const WEIGHTS = {
  [WeightMessage.WEIGHT_COUNT]: 'count',
  [WeightMessage.WEIGHT_COST]: 'cost',
} as const

function wishOf({ groups, weight }: PlanRequest, byDefault: Weight): Wish {
  if (groups < 1 || groups > PLAN_GROUP_COUNT_MAX) {
    throw new BalancerRefused('invalid', `groups must be from 1 to ${PLAN_GROUP_COUNT_MAX}`)
  }
  if (weight === WeightMessage.WEIGHT_UNSPECIFIED) return { groupCount: groups, weight: byDefault }
  const named = weight === WeightMessage.UNRECOGNIZED ? undefined : WEIGHTS[weight]
  if (named === undefined) throw new BalancerRefused('invalid', 'weight must be COUNT or COST')
  return { groupCount: groups, weight: named }
}

function planMessage(plan: Rebalance): RebalancePlan {
  return {
    windowMs: BigInt(plan.windowMs),
    groupsBefore: plan.groupsBefore,
    groupsAfter: plan.groupsAfter,
    wallets: BigInt(plan.wallets),
    weight: plan.weight === 'count' ? WeightMessage.WEIGHT_COUNT : WeightMessage.WEIGHT_COST,
    load: BigInt(plan.operations),
    loadBefore: plan.loadBefore.map(loadMessage),
    loadAfter: plan.loadAfter.map(loadMessage),
    spreadBefore: BigInt(plan.spreadBefore),
    spreadAfter: BigInt(plan.spreadAfter),
    maxOverMeanBefore: plan.maxOverMeanBefore,
    maxOverMeanAfter: plan.maxOverMeanAfter,
    maxOverMeanFloor: plan.maxOverMeanFloor,
    ...(plan.hottestWalletId === null ? {} : { hottestWalletId: BigInt(plan.hottestWalletId) }),
    movesPlanned: BigInt(plan.movesPlanned),
    loadMoved: BigInt(plan.loadMoved),
    ...(plan.crossingBefore === null ? {} : { crossingBefore: plan.crossingBefore }),
    ...(plan.crossingAfter === null ? {} : { crossingAfter: plan.crossingAfter }),
    countMs: BigInt(plan.countMs),
    planMs: BigInt(plan.planMs),
  }
}

function loadMessage({ group, operations, wallets }: GroupLoad): RebalancePlan['loadBefore'][number] {
  return { group, load: BigInt(operations), wallets: BigInt(wallets) }
}
