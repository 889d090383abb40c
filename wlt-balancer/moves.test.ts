import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Activity } from './activity.ts'
import { type ChunkBounds, groupsOf, type Moves, movesByRoute, nextChunk } from './moves.ts'
import { NO_TRADES } from './partition/neighbours.ts'
import type { MovePlan } from './partition/plan.ts'

const plans = fc.array(
  fc.record({ from: fc.integer({ min: 1, max: 65_535 }), to: fc.integer({ min: 1, max: 1_024 }) }),
  {
    maxLength: 60,
  },
)
const fewGroups = fc.array(fc.record({ from: fc.integer({ min: 1, max: 3 }), to: fc.integer({ min: 1, max: 3 }) }), {
  maxLength: 60,
})
const FIRST_ID = 2 ** 40

function movesOf(routes: readonly { from: number; to: number }[]): Moves {
  const activity: Activity = {
    ids: Float64Array.from(routes, (_, i) => FIRST_ID + i),
    groups: Uint32Array.from(routes, ({ from }) => from),
    weights: new Uint32Array(routes.length),
    idle: new Uint32Array(),
    trades: NO_TRADES,
    sampled: 1,
  }
  const plan = {
    items: Uint32Array.from(routes, (_, i) => i),
    groups: Uint32Array.from(routes, ({ to }) => to),
  } as MovePlan
  return movesByRoute(activity, plan)
}

function rows({ ids, from, to }: Moves): { id: number; from: number; to: number }[] {
  return Array.from(ids, (id, i) => ({ id, from: from[i] as number, to: to[i] as number }))
}

function chunksOf(moves: Moves, bounds: ChunkBounds): Moves[] {
  const chunks: Moves[] = []
  for (let start = 0; start < moves.ids.length; ) {
    const chunk = nextChunk(moves, start, bounds)
    chunks.push(chunk)
    start += chunk.ids.length
  }
  return chunks
}

describe('moves by route', () => {
  const pairOf = ({ from, to }: { from: number; to: number }) => `${Math.min(from, to)}-${Math.max(from, to)}`

  it('holds every planned move once, those between the same two groups together, in order of the wallet', () => {
    fc.assert(
      fc.property(fc.oneof(plans, fewGroups), (routes) => {
        const moves = rows(movesOf(routes))
        const expected = routes.map((route, i) => ({ id: FIRST_ID + i, ...route }))
        expect(moves.toSorted((a, b) => a.id - b.id)).toEqual(expected)
        const runs = moves.filter((move, i) => i === 0 || pairOf(moves[i - 1] ?? move) !== pairOf(move))
        expect(new Set(runs.map(pairOf)).size).toBe(runs.length)
        for (const [i, move] of moves.entries()) {
          const before = moves[i - 1]
          if (before !== undefined && pairOf(before) === pairOf(move)) expect(before.id).toBeLessThan(move.id)
        }
      }),
    )
  })

  it('touches the same group seldom in a row', () => {
    const groups = [1, 2, 3, 4, 5, 6, 7, 8]
    const routes = groups.flatMap((from) => groups.filter((to) => to !== from).map((to) => ({ from, to })))
    const pairs = chunksOf(movesOf(routes), { walletsMax: 2, groupsMax: 2 }).map((chunk) => groupsOf(chunk).all)
    expect(pairs.length).toBe(28)
    const repeats = pairs.filter((pair, i) => pairs[i - 1]?.some((group) => pair.includes(group)))
    expect(repeats.length).toBeLessThanOrEqual(8)
  })
})

describe('chunks', () => {
  it('make every move once, in order, none with more wallets or groups than allowed and none empty', () => {
    const bounds = fc.record({ walletsMax: fc.integer({ min: 1, max: 20 }), groupsMax: fc.integer({ min: 2, max: 9 }) })
    fc.assert(
      fc.property(fc.oneof(plans, fewGroups), bounds, (routes, { walletsMax, groupsMax }) => {
        const moves = movesOf(routes)
        const chunks = chunksOf(moves, { walletsMax, groupsMax })
        expect(chunks.flatMap(rows)).toEqual(rows(moves))
        for (const chunk of chunks) {
          expect(chunk.ids.length).toBeGreaterThan(0)
          expect(chunk.ids.length).toBeLessThanOrEqual(walletsMax)
          expect(groupsOf(chunk).all.length).toBeLessThanOrEqual(groupsMax)
        }
      }),
    )
  })

  const route = (from: number, to: number, count: number) => Array.from({ length: count }, () => ({ from, to }))

  it('leave a route that does not fit for the next chunk when they are half full without it', () => {
    // Of nine groups, in the order of rounds.
    const moves = movesOf([
      ...route(1, 2, 6),
      ...route(1, 3, 5),
      ...route(3, 1, 3),
      ...route(1, 4, 1),
      ...route(4, 9, 9),
    ])
    const chunks = chunksOf(moves, { walletsMax: 10, groupsMax: 100 })
    expect(chunks.map((chunk) => groupsOf(chunk).all)).toEqual([
      [1, 2],
      [1, 3],
      [1, 4, 9],
    ])
  })

  it('end before a route that would touch too many groups', () => {
    const moves = movesOf([...route(1, 2, 2), ...route(1, 3, 2), ...route(1, 4, 2), ...route(2, 1, 2)])
    const chunks = chunksOf(moves, { walletsMax: 100, groupsMax: 3 })
    expect(chunks.map((chunk) => groupsOf(chunk).all)).toEqual([
      [1, 2, 4],
      [1, 3],
    ])
  })
})
