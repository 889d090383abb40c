import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TradeTable } from './trade-table.ts'

const identity = (count: number) => Int32Array.from({ length: count }, (_, number) => number)

function pairsOf(table: TradeTable, numberOf: Int32Array): Map<string, number> {
  const { first, second, counts } = table.trades(numberOf)
  return new Map(Array.from(counts, (count, i) => [`${first[i]}-${second[i]}`, count]))
}

describe('a table of trades', () => {
  it('counts every transfer between two wallets, whichever way it went, and none of a wallet to itself', () => {
    const transfer = fc.tuple(fc.nat(60), fc.nat(60))
    fc.assert(
      fc.property(fc.array(transfer, { maxLength: 5_000, size: 'max' }), (transfers) => {
        const table = new TradeTable(1_000_000)
        const expected = new Map<string, number>()
        for (const [a, b] of transfers) {
          table.add(a, b)
          const key = `${Math.min(a, b)}-${Math.max(a, b)}`
          if (a !== b) expected.set(key, (expected.get(key) ?? 0) + 1)
        }
        expect(pairsOf(table, identity(61))).toEqual(expected)
        expect([table.pairs, table.sampled]).toEqual([expected.size, 1])
      }),
    )
  })

  it('renumbers wallets and leaves out pairs of unknown ones', () => {
    const table = new TradeTable(10)
    table.add(0, 1)
    table.add(1, 2)
    expect(pairsOf(table, Int32Array.of(5, 3, -1))).toEqual(new Map([['5-3', 1]]))
  })

  it('keeps to its bound by a sample that leaves shares of the transfers as they are', () => {
    const table = new TradeTable(1_000)
    // Of 120,000 transfers, a third are of one pair, and the others all of different ones.
    for (let i = 0; i < 120_000; i += 1) table.add(...(i % 3 === 0 ? ([0, 1] as const) : ([0, i + 2] as const)))
    expect(table.pairs).toBeLessThanOrEqual(1_000)
    expect(table.sampled).toBe(2 ** -7)
    const { first, second, counts } = table.trades(identity(130_000))
    expect(first.length).toBe(table.pairs)
    const kept = counts.reduce((sum, count) => sum + count, 0)
    expect(kept / 120_000 / table.sampled).toBeCloseTo(1, 0)
    const heavy = counts[second.indexOf(1)] ?? 0
    expect(heavy / kept).toBeGreaterThan(0.25)
    expect(heavy / kept).toBeLessThan(0.42)
  })

  it('keeps the same of the same transfers', () => {
    const tables = [new TradeTable(100), new TradeTable(100)]
    for (const table of tables) for (let i = 0; i < 5_000; i += 1) table.add(i % 97, i % 89)
    const [one, other] = tables.map((table) => table.trades(identity(97)))
    expect(one).toEqual(other)
  })
})
