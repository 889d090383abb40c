import Type from 'typebox'
import type { Plan, StoredLoad, Rebalance as StoredRebalance } from '../../groups/sql/rebalances.ts'
import { GroupNumber } from '../groups/list-groups.ts'
import { nullable } from '../nullable.ts'
import { component, described } from '../openapi/component.ts'
import { Time } from '../time.ts'
import { PathId, WalletId } from '../wallet-id.ts'

/** Of what wallets weigh. */
export const Weight = component(
  'Weight',
  Type.Enum(['count', 'cost'], {
    description: 'What loads are in: operations, or microseconds that op-processors spent on them',
  }),
)

const Load = Type.Integer({ description: 'In the units of the weight' })

const LoadOfGroup = component(
  'LoadOfGroup',
  Type.Object({
    group: GroupNumber,
    load_before: nullable(described(Load, 'In the units of the weight; null for a group that is new')),
    load_after: nullable(described(Load, 'As the moves planned make it; null for a group that vanishes')),
    wallets_before: nullable(Type.Integer()),
    wallets_after: nullable(Type.Integer()),
  }),
)

const Ratio = Type.Number({ description: 'Load of the fullest group over the mean' })

const PLAN = {
  groups_before: Type.Integer(),
  groups_after: Type.Integer({ description: 'As many groups there are to be' }),
  weight: Weight,
  window_ms: Type.Integer({ description: 'In which operations were counted' }),
  wallets: Type.Integer({ description: 'All there were' }),
  load: described(Load, 'Of all wallets: an operation counts for every wallet that had part in it'),
  loads: Type.Array(LoadOfGroup),
  spread_before: described(Load, 'Of the fullest group over the emptiest'),
  spread_after: Load,
  max_over_mean_before: Ratio,
  max_over_mean_after: Ratio,
  max_over_mean_floor: described(Ratio, 'The least that any partition reaches'),
  hottest_wallet_id: nullable(
    described(WalletId, 'A wallet that has more than a group’s fair share by itself, which no partition changes'),
  ),
  moves_planned: Type.Integer({ description: 'Wallets to be moved' }),
  load_moved: described(Load, 'Of these wallets'),
  crossing_before: nullable(Type.Number({ description: 'Share of the transfers that crossed groups' })),
  crossing_after: nullable(Type.Number({ description: 'The same after the moves planned' })),
  count_ms: Type.Integer(),
  plan_ms: Type.Integer(),
}

/** What a rebalance would do. */
export const RebalancePlan = component('RebalancePlan', Type.Object(PLAN))

export const Rebalance = component(
  'Rebalance',
  Type.Object({
    id: described(PathId, 'Its id'),
    state: Type.Enum(['running', 'finished', 'interrupted'], {
      description: 'An interrupted one was broken off; the next one goes on from there',
    }),
    started_at: Time,
    finished_at: nullable(Time),
    ...PLAN,
    moves_done: Type.Integer({ description: 'Wallets that were moved so far' }),
    move_ms: nullable(Type.Integer({ description: 'How long moving took; null before it is finished' })),
  }),
)

/** Of a path that names a rebalance. */
export const RebalanceParams = Type.Object({ id: described(PathId, 'The rebalance’s id') })

export function planOf(plan: Plan): Type.Static<typeof RebalancePlan> {
  return {
    groups_before: plan.groups_before,
    groups_after: plan.groups_after,
    weight: plan.weight,
    window_ms: Number(plan.window_ms),
    wallets: Number(plan.wallets),
    load: Number(plan.operations),
    loads: loadsOf(plan.load_before, plan.load_after),
    spread_before: Number(plan.spread_before),
    spread_after: Number(plan.spread_after),
    max_over_mean_before: plan.max_over_mean_before,
    max_over_mean_after: plan.max_over_mean_after,
    max_over_mean_floor: plan.max_over_mean_floor,
    hottest_wallet_id: plan.hottest_wallet_id === null ? null : Number(plan.hottest_wallet_id),
    moves_planned: Number(plan.moves_planned),
    load_moved: Number(plan.load_moved),
    crossing_before: plan.crossing_before,
    crossing_after: plan.crossing_after,
    count_ms: Number(plan.count_ms),
    plan_ms: Number(plan.plan_ms),
  }
}

export function rebalanceOf(rebalance: StoredRebalance): Type.Static<typeof Rebalance> {
  const { id, state, started_at, finished_at, moves_done, move_ms } = rebalance
  return {
    id: String(id),
    state,
    started_at,
    finished_at,
    ...planOf(rebalance),
    moves_done: Number(moves_done),
    move_ms: move_ms === null ? null : Number(move_ms),
  }
}

function loadsOf(before: readonly StoredLoad[], after: readonly StoredLoad[]): Type.Static<typeof LoadOfGroup>[] {
  const [then, now] = [before, after].map((loads) => new Map(loads.map((load) => [load.group, load])))
  const groups = [...new Set([...before, ...after].map(({ group }) => group))].sort((a, b) => a - b)
  return groups.map((group) => ({
    group,
    load_before: then?.get(group)?.operations ?? null,
    load_after: now?.get(group)?.operations ?? null,
    wallets_before: then?.get(group)?.wallets ?? null,
    wallets_after: now?.get(group)?.wallets ?? null,
  }))
}
