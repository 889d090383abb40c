import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { planOnce, rebalanceOnce } from './once.ts'
import type { Rebalance, RebalanceSettings } from './rebalance.ts'
import { summaryOf } from './summary.ts'
import { balancerOptions, openTestMesh, type TestMesh } from './testing/mesh.ts'

let database: TestDatabase
let mesh: TestMesh
const { signal } = new AbortController()

beforeEach(async () => {
  database = await createTestDatabase()
  mesh = openTestMesh(database)
})

afterEach(async () => {
  await mesh.close()
  await database.drop()
})

function optionsOf(settings: Partial<RebalanceSettings> = {}) {
  return { ...balancerOptions(database, { groupCount: 2, churnWallets: 0.5, churnLoad: 0.9, ...settings }), signal }
}

function balance(settings: Partial<RebalanceSettings> = {}): Promise<Rebalance> {
  return rebalanceOnce(optionsOf(settings))
}

const COMMUNITIES = 40
const MEMBERS = 6

/** Communities whose members trade with each other, dealt over two groups member by member, in a mesh that is balanced. */
async function communities(): Promise<void> {
  await balance()
  const wallets = await mesh.addWallets(
    Array.from({ length: COMMUNITIES * MEMBERS }, (_, i) => 1 + (Math.floor(i / COMMUNITIES) % 2)),
  )
  const pairs = wallets.flatMap((origin, i) =>
    wallets.flatMap((target, j) =>
      i < j && i % COMMUNITIES === j % COMMUNITIES ? [[origin, target] as const, [target, origin] as const] : [],
    ),
  )
  await mesh.addTransfers(pairs)
}

describe('affinity', () => {
  it('brings wallets that trade together, keeps the balance, and records the shares of crossing transfers', async () => {
    await communities()
    const round = await balance()
    expect(round.crossingBefore).toBeCloseTo(0.6, 5)
    expect(round.crossingAfter).toBeLessThan(0.3)
    expect(round.maxOverMeanAfter).toBeLessThanOrEqual(1.05)
    const { rows } = await mesh.pool.query(
      'select crossing_before, crossing_after from rebalances order by id desc limit 1',
    )
    expect(rows).toEqual([{ crossing_before: round.crossingBefore, crossing_after: round.crossingAfter }])
    const next = await planOnce(optionsOf())
    expect(next.crossingBefore).toBe(round.crossingAfter)
    expect(summaryOf(next)).toContain(`crossing  ${(100 * (next.crossingBefore ?? 0)).toFixed(1)}% → `)
  })

  it('moves nothing in a balanced mesh once crossings cannot drop by enough', async () => {
    await communities()
    const rounds = [await balance(), await balance(), await balance(), await balance()]
    expect(rounds[0]?.movesPlanned).toBeGreaterThan(0)
    expect(rounds.at(-1)?.movesPlanned).toBe(0)
  })

  it('moves within the budget of a round', async () => {
    await communities()
    const round = await balance({ churnWallets: 0.05, churnLoad: 1, affinity: 0.001 })
    expect(round.movesPlanned).toBeGreaterThan(0)
    expect(round.movesPlanned).toBeLessThanOrEqual(0.05 * COMMUNITIES * MEMBERS)
  })

  it('moves nothing for it where it is switched off', async () => {
    await communities()
    const round = await balance({ affinity: 1 })
    expect(round).toMatchObject({ movesPlanned: 0, crossingAfter: round.crossingBefore })
  })
})

describe('weight', () => {
  /** Wallets 1 and 2 in one group and 3 and 4 in the other, all with as many transfers, those of 1 and 2 slow. */
  async function slowPair(): Promise<void> {
    await balance()
    await mesh.addWallets([1, 1, 2, 2])
    await mesh.addTransfers([[1, 2]], 9_000)
    await mesh.addTransfers([[3, 4]], 1_000)
  }

  it('by count leaves groups of as many operations, by cost moves what takes most of the time', async () => {
    await slowPair()
    const byCount = await planOnce(optionsOf({ affinity: 1 }))
    expect(byCount).toMatchObject({ weight: 'count', operations: 4, movesPlanned: 0, maxOverMeanBefore: 1 })
    const byCost = await balance({ weight: 'cost', affinity: 1 })
    expect(byCost).toMatchObject({ weight: 'cost', operations: 10_000, maxOverMeanBefore: 1.8, movesPlanned: 1 })
    expect(byCost.loadAfter.map(({ operations }) => operations)).toEqual([4_500, 5_500])
    expect(summaryOf(byCost)).toContain('10,000 µs of processing')
    const { rows } = await mesh.pool.query('select weight from rebalances order by id desc limit 1')
    expect(rows).toEqual([{ weight: 'cost' }])
  })
})
