import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { netOf, netOfRefund } from './card-fee.ts'
import { AMOUNT_MAX } from './money.ts'

const anyAmount = fc.oneof(fc.bigInt(1n, 200n), fc.bigInt(1n, AMOUNT_MAX))
const anyFee = fc.bigInt(0n, 9_999n)

describe('the fee of a card payment', () => {
  test.each([
    [2_500n, 500n, 2_375n],
    [101n, 500n, 96n],
    [2_500n, 300n, 2_425n],
    [1n, 9_999n, 1n],
    [10_000_000_000n, 500n, 9_500_000_000n],
    [AMOUNT_MAX, 0n, AMOUNT_MAX],
  ])('leaves of %d at %d basis points %d', (amount, fee, net) => {
    expect(netOf(amount, fee)).toBe(net)
  })

  test('is rounded in favour of the merchant, by less than one unit, and leaves something', () => {
    fc.assert(
      fc.property(anyAmount, anyFee, (amount, fee) => {
        const net = netOf(amount, fee)
        const exact = amount * (10_000n - fee)
        expect(net * 10_000n - exact).toBeGreaterThanOrEqual(0n)
        expect(net * 10_000n - exact).toBeLessThan(10_000n)
        expect(net).toBeGreaterThan(0n)
        expect(net).toBeLessThanOrEqual(amount)
      }),
    )
  })
})

describe('refunds in parts', () => {
  test('take all of the net when all of the amount is refunded, and no part takes more than it gives', () => {
    fc.assert(
      fc.property(anyAmount, anyFee, fc.array(fc.bigInt(1n, AMOUNT_MAX), { maxLength: 20 }), (amount, fee, picks) => {
        const charge = { amount, net: netOf(amount, fee), refunded: 0n, refundedNet: 0n }
        for (const pick of [...picks, AMOUNT_MAX]) {
          const rest = amount - charge.refunded
          if (rest === 0n) break
          const refund = pick === AMOUNT_MAX ? rest : 1n + (pick % rest)
          const net = netOfRefund(charge, refund)
          expect(net).toBeGreaterThanOrEqual(0n)
          expect(net).toBeLessThanOrEqual(refund)
          // The rest of it can always be refunded.
          if (refund === rest) expect(net).toBeGreaterThan(0n)
          charge.refunded += refund
          charge.refundedNet += net
        }
        expect(charge).toMatchObject({ refunded: amount, refundedNet: charge.net })
      }),
    )
  })
})
