import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Books, isWithin } from './books.ts'

const WALLETS = 4
const START = 100n

const payment = fc
  .record({
    origin: fc.option(fc.nat(WALLETS - 1), { nil: null }),
    shift: fc.integer({ min: 1, max: WALLETS - 1 }),
    amountMicros: fc.bigInt({ min: 1n, max: 50n }),
  })
  .map(({ origin, shift, amountMicros }) => ({ origin, target: ((origin ?? 0) + shift) % WALLETS, amountMicros }))

describe('the books of a run', () => {
  test('hold every balance, and the sum, that the open payments could lead to', () => {
    const sent = fc.array(fc.record({ payment, known: fc.boolean(), happened: fc.boolean() }), { maxLength: 40 })
    fc.assert(
      fc.property(sent, (sent) => {
        const books = new Books(new Array<bigint>(WALLETS).fill(START))
        const balances = new Array<bigint>(WALLETS).fill(START)
        for (const { payment, known, happened } of sent) {
          books.add(payment, known ? 'applied' : 'open')
          if (!known && !happened) continue
          balances[payment.target] = (balances[payment.target] ?? 0n) + payment.amountMicros
          if (payment.origin !== null)
            balances[payment.origin] = (balances[payment.origin] ?? 0n) - payment.amountMicros
        }
        balances.forEach((balance, wallet) => {
          expect(isWithin(balance, books.balance(wallet))).toBe(true)
        })
        const total = balances.reduce((sum, balance) => sum + balance, 0n)
        expect(isWithin(total, books.sum())).toBe(true)
      }),
    )
  })

  test('are exact when every outcome is known, declined payments taken back', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ payment, declined: fc.boolean() })), (sent) => {
        const all = new Books(new Array<bigint>(WALLETS).fill(START))
        const applied = new Books(new Array<bigint>(WALLETS).fill(START))
        for (const { payment, declined } of sent) {
          all.add(payment, 'applied')
          if (declined) all.takeBack(payment)
          else applied.add(payment, 'applied')
        }
        for (let wallet = 0; wallet < WALLETS; wallet += 1) {
          const { low, high } = all.balance(wallet)
          expect(low).toBe(high)
          expect({ low, high }).toEqual(applied.balance(wallet))
        }
        expect(all.sum()).toEqual(applied.sum())
      }),
    )
  })

  test('keep the sum of transfers exact when any of them may have been declined', () => {
    const books = new Books([START, START])
    books.add({ origin: 0, target: 1, amountMicros: 60n }, 'applied')
    books.add({ origin: null, target: 1, amountMicros: 5n }, 'applied')
    books.doubtAll()
    expect(books.balance(0)).toEqual({ low: 40n, high: 100n })
    expect(books.balance(1)).toEqual({ low: 100n, high: 165n })
    expect(books.sum()).toEqual({ low: 200n, high: 205n })
  })

  test('know whether a wallet could have been short of money', () => {
    const books = new Books([START, START])
    books.add({ origin: 0, target: 1, amountMicros: 60n }, 'applied')
    books.add({ origin: 0, target: 1, amountMicros: 40n }, 'open')
    expect(books.canPayAll()).toBe(true)
    books.add({ origin: 0, target: 1, amountMicros: 1n }, 'applied')
    expect(books.canPayAll()).toBe(false)
    const clearing = new Books([0n, 0n], false)
    clearing.add({ origin: 0, target: 1, amountMicros: 1n }, 'applied')
    expect(clearing.canPayAll()).toBe(true)
  })
})
