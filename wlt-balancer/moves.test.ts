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
  it('holds every planned move once, in order of the group left, the group entered, the wallet', () => {
    fc.assert(
      fc.property(fc.oneof(plans, fewGroups), (routes) => {
        const expected = routes
          .map((route, i) => ({ id: FIRST_ID + i, ...route }))
          .sort((a, b) => a.from - b.from || a.to - b.to || a.id - b.id)
        expect(rows(movesOf(routes))).toEqual(expected)
      }),
    )
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
    const moves = movesOf([...route(1, 2, 6), ...route(3, 4, 8), ...route(5, 6, 2), ...route(5, 7, 9)])
    const chunks = chunksOf(moves, { walletsMax: 10, groupsMax: 100 })
    expect(chunks.map((chunk) => groupsOf(chunk).all)).toEqual([
      [1, 2],
      [3, 4, 5, 6],
      [5, 7],
    ])
  })

  it('end before a route that would touch too many groups', () => {
    const moves = movesOf([...route(1, 2, 2), ...route(1, 3, 2), ...route(1, 4, 2), ...route(2, 1, 2)])
    const chunks = chunksOf(moves, { walletsMax: 100, groupsMax: 3 })
    expect(chunks.map((chunk) => groupsOf(chunk).all)).toEqual([
      [1, 2, 3],
      [1, 2, 4],
    ])
  })
})
