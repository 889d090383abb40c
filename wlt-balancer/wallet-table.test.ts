import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WalletTable } from './wallet-table.ts'

test('wallets have the numbers of their first appearance, whatever their ids', () => {
  const id = fc.oneof(
    fc.integer({ min: 1, max: 50 }),
    fc.maxSafeInteger().filter((n) => n > 0),
    fc.nat(2_000).map((n) => n * 2 ** 20 + 1),
  )
  fc.assert(
    fc.property(fc.array(id, { maxLength: 3_000, size: 'max' }), fc.array(id), (ids, others) => {
      const table = new WalletTable()
      const numbers = new Map<number, number>()
      for (const each of ids) {
        if (!numbers.has(each)) numbers.set(each, numbers.size)
        expect(table.add(each)).toBe(numbers.get(each))
      }
      expect([...table.ids]).toEqual([...numbers.keys()])
      for (const other of others) expect(table.numberOf(other)).toBe(numbers.get(other) ?? -1)
    }),
  )
})
