import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BankPosition, net } from './netting.ts'
import { anyBanks } from './testing/any-banks.ts'

const banks = anyBanks({ unit: 1n })
/** Positions that also hold what was owed from before the period. */
const banksWithCarry = fc.tuple(banks, fc.array(fc.bigInt(-(10n ** 18n), 10n ** 18n))).map(([all, carries]) =>
  all.map((bank, at) => {
    const carry = carries[at] ?? 0n
    const before = carries[at - 1] ?? 0n
    return { ...bank, position: bank.position + (at === all.length - 1 ? 0n : carry) - (at === 0 ? 0n : before) }
  }),
)

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}

function bank(bankId: number, paid: bigint, received: bigint): BankPosition {
  return { bankId, name: `Bank ${bankId}`, bic: null, position: received - paid, paid, received }
}

describe('netting', () => {
  test('of three banks that paid 220 needs 20 to move', () => {
    const [a, b, c] = [bank(1, 100n, 80n), bank(2, 70n, 90n), bank(3, 50n, 50n)]
    expect(net([b, c, a], 3)).toEqual({
      payIns: [{ bank: a, amount: 20n }],
      payOuts: [{ bank: b, amount: 20n }],
      net: 20n,
      gross: 220n,
      savedBasisPoints: 9090n,
      transferCount: 2,
      bilateralTransferCount: 3,
    })
  })

  test('of nobody moves nothing', () => {
    expect(net([])).toEqual({
      payIns: [],
      payOuts: [],
      net: 0n,
      gross: 0n,
      savedBasisPoints: null,
      transferCount: 0,
      bilateralTransferCount: null,
    })
  })

  test('names each bank that owes or is owed once, in order of id, and no other', () => {
    fc.assert(
      fc.property(banksWithCarry, (all) => {
        const { payIns, payOuts, transferCount } = net(all)
        for (const side of [payIns, payOuts]) {
          const ids = side.map((transfer) => transfer.bank.bankId)
          expect(ids).toEqual(ids.toSorted((a, b) => a - b))
        }
        const named = [...payIns, ...payOuts].map((transfer) => transfer.bank.bankId)
        const due = all.filter(({ position }) => position !== 0n).map(({ bankId }) => bankId)
        expect(named.toSorted((a, b) => a - b)).toEqual(due.toSorted((a, b) => a - b))
        expect(transferCount).toBe(named.length)
        expect(transferCount).toBeLessThanOrEqual(all.length)
      }),
    )
  })

  test('takes in what it pays out, and every transfer moves something', () => {
    fc.assert(
      fc.property(banksWithCarry, (all) => {
        const result = net(all)
        expect(sum(result.payIns.map(({ amount }) => amount))).toBe(result.net)
        expect(sum(result.payOuts.map(({ amount }) => amount))).toBe(result.net)
        expect([...result.payIns, ...result.payOuts].every(({ amount }) => amount > 0n)).toBe(true)
      }),
    )
  })

  test('leaves no bank owing or owed anything', () => {
    fc.assert(
      fc.property(banksWithCarry, (all) => {
        const left = new Map(all.map(({ bankId, position }) => [bankId, position]))
        const { payIns, payOuts } = net(all)
        for (const { bank, amount } of payIns) left.set(bank.bankId, (left.get(bank.bankId) ?? 0n) + amount)
        for (const { bank, amount } of payOuts) left.set(bank.bankId, (left.get(bank.bankId) ?? 0n) - amount)
        expect([...left.values()].every((position) => position === 0n)).toBe(true)
      }),
    )
  })

  test('never moves more than the payments that it stands for', () => {
    fc.assert(
      fc.property(banks, (all) => {
        const { net: moved, gross, savedBasisPoints } = net(all)
        expect(moved).toBeLessThanOrEqual(gross)
        expect(savedBasisPoints === null).toBe(gross === 0n)
        if (savedBasisPoints === null) return
        expect(savedBasisPoints).toBeGreaterThanOrEqual(0n)
        expect(savedBasisPoints === 10_000n).toBe(moved === 0n)
        // Exact to the basis point that was cut off.
        const saved = (gross - moved) * 10_000n
        expect(savedBasisPoints * gross <= saved && saved < (savedBasisPoints + 1n) * gross).toBe(true)
      }),
    )
  })

  test('does not depend on the order of the banks', () => {
    fc.assert(
      fc.property(
        banksWithCarry.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(net(shuffled)).toEqual(net(all))
        },
      ),
    )
  })

  test('is refused when the positions do not sum to zero', () => {
    fc.assert(
      fc.property(banks, fc.bigInt(1n, 10n ** 18n), (all, extra) => {
        const [first, ...others] = all
        fc.pre(first !== undefined)
        const broken = [{ ...first, position: first.position + extra }, ...others]
        expect(() => net(broken)).toThrow(`sum to ${extra} micro-units, not to zero`)
      }),
    )
  })

  test('is refused when a bank comes twice or a gross value is negative', () => {
    expect(() => net([bank(1, 5n, 0n), bank(1, 0n, 5n)])).toThrow('bank 1 comes twice')
    expect(() => net([{ ...bank(1, 0n, 0n), paid: -1n }])).toThrow(RangeError)
    expect(() => net([{ ...bank(1, 0n, 0n), received: -1n }])).toThrow(RangeError)
  })
})
