import type { Activity } from './activity.ts'
import type { MovePlan } from './partition/plan.ts'

/** Wallets that change their group, by index. */
export interface Moves {
  readonly ids: Float64Array
  readonly from: Uint32Array
  readonly to: Uint32Array
}

// A round (16 bits), a group that is to be (10 bits) and an index share the 53 bits of an exact number, which sorts faster
// than a comparison function.
const GROUP_SPACE = 2 ** 10
const INDEX_SPACE = 2 ** 27

/**
 * The planned moves by route, that is by the two groups between which they go, either way; on a route in order of wallet
 * id. So a transaction that makes a run of them touches few groups and neighbouring rows.
 *
 * Routes stand in rounds in which each group has one at most, as in a tournament: whoever holds a group has time to read its
 * wallets anew, and to apply what came meanwhile, before it is touched again.
 */
export function movesByRoute(activity: Activity, plan: MovePlan): Moves {
  const count = plan.items.length
  if (count >= INDEX_SPACE) throw new RangeError(`${count} moves are more than one round can make`)
  const largest = (groups: Uint32Array) => groups.reduce((max, group) => Math.max(max, group), 1)
  // With an odd number of rounds, those whose numbers add up to the round, modulo that, meet nobody else in it.
  const rounds = Math.max(largest(activity.groups), largest(plan.groups)) | 1
  const keys = new Float64Array(count)
  for (let i = 0; i < count; i += 1) {
    const from = activity.groups[plan.items[i] as number] as number
    const to = plan.groups[i] as number
    const round = (from + to) % rounds
    keys[i] = (round * GROUP_SPACE + Math.min(from, to) - 1) * INDEX_SPACE + i
  }
  keys.sort()
  const moves = { ids: new Float64Array(count), from: new Uint32Array(count), to: new Uint32Array(count) }
  for (let place = 0; place < count; place += 1) {
    const i = (keys[place] as number) % INDEX_SPACE
    const item = plan.items[i] as number
    moves.ids[place] = activity.ids[item] as number
    moves.from[place] = activity.groups[item] as number
    moves.to[place] = plan.groups[i] as number
  }
  return moves
}

/** What one transaction may do. */
export interface ChunkBounds {
  walletsMax: number
  /** Groups that it leaves or enters, 2 and up. */
  groupsMax: number
}

/**
 * The next moves to make together, from index `start` on. A route that would not end in them is left for the next time,
 * unless more than half of them would be left with it.
 */
export function nextChunk(moves: Moves, start: number, { walletsMax, groupsMax }: ChunkBounds): Moves {
  const { ids, from, to } = moves
  const groups = new Set<number>()
  let end = start
  let routeStart = start
  while (end < ids.length && end - start < walletsMax) {
    if (end === start || !isSameRoute(moves, end - 1, end)) {
      groups.add(from[end] as number).add(to[end] as number)
      if (groups.size > groupsMax && end > start) break
      routeStart = end
    }
    end += 1
  }
  const splitsRoute = end < ids.length && isSameRoute(moves, end - 1, end)
  if (splitsRoute && routeStart - start >= walletsMax / 2) end = routeStart
  return { ids: ids.slice(start, end), from: from.slice(start, end), to: to.slice(start, end) }
}

/** The groups that the moves leave, and those together with the ones that they enter; each once, rising. */
export function groupsOf({ from, to }: Moves): { left: number[]; all: number[] } {
  const rising = (groups: Iterable<number>) => [...new Set(groups)].sort((a, b) => a - b)
  return { left: rising(from), all: rising([...from, ...to]) }
}

/** Two places beside each other are of the same route when their groups are the same, either way. */
function isSameRoute({ from, to }: Moves, a: number, b: number): boolean {
  return (from[a] === from[b] && to[a] === to[b]) || (from[a] === to[b] && to[a] === from[b])
}
