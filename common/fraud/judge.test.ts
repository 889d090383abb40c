import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Facts } from './facts.ts'
import { fits, judge } from './judge.ts'
import { type AskedTransfer, type Rule, selects } from './rule.ts'

const RULE: Rule = {
  id: 1,
  name: 'one',
  verdict: 'reject',
  score: 50,
  enabled: true,
  priority: 100,
  currency: null,
  amountExactly: null,
  amountAtLeast: null,
  amountAtMost: null,
  windowSec: null,
  windowSumAtLeast: null,
  windowCountAtLeast: null,
  firstPayment: false,
  senderIds: null,
  receiverIds: null,
}
const TRANSFER: AskedTransfer = { originId: 1n, targetId: 2n, amount: 600n, currency: 'USD' }
const FACTS: Facts = { currency: 'USD', isFirstPayment: true, windows: new Map([[60, { sum: 1_000n, count: 3 }]]) }

const option = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { freq: 2 })
const anyAmount = fc.bigInt(1n, 1_000n)
const anyRule = fc.record({
  id: fc.nat(50),
  name: fc.string(),
  verdict: fc.constantFrom('reject' as const, 'review' as const),
  score: fc.nat(100),
  enabled: fc.boolean(),
  priority: fc.nat(5),
  currency: option(fc.constantFrom('USD', 'EUR')),
  amountExactly: option(anyAmount),
  amountAtLeast: option(anyAmount),
  amountAtMost: option(anyAmount),
  windowSec: option(fc.constantFrom(60, 3_600)),
  windowSumAtLeast: option(anyAmount),
  windowCountAtLeast: option(fc.integer({ min: 1, max: 5 })),
  firstPayment: fc.boolean(),
  senderIds: option(fc.array(fc.bigInt(1n, 3n), { minLength: 1 })),
  receiverIds: option(fc.array(fc.bigInt(1n, 3n), { minLength: 1 })),
})
const anyTransfer = fc.record({
  originId: fc.bigInt(1n, 3n),
  targetId: fc.bigInt(1n, 3n),
  amount: anyAmount,
  currency: fc.constantFrom('USD', 'EUR'),
})
const anyFacts = fc.record({
  currency: fc.constantFrom('USD', 'EUR'),
  isFirstPayment: fc.option(fc.boolean()),
  windows: fc.record({ sum: fc.bigInt(0n, 2_000n), count: fc.nat(6) }).map((window) => new Map([[60, window]])),
})

describe('rules', () => {
  test('that do not select a transfer never fit it, so that leaving it unscreened is right', () => {
    let fitting = 0
    fc.assert(
      fc.property(anyRule, anyTransfer, anyFacts, (rule, transfer, facts) => {
        if (fits(rule, transfer, facts)) fitting += 1
        if (!selects(rule, transfer)) expect(fits(rule, transfer, facts)).toBe(false)
      }),
      { numRuns: 5_000 },
    )
    expect(fitting).toBeGreaterThan(0)
  })

  test('judge by the gravest of those that fit, whatever their order, and those that are disabled say nothing', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 8 }), anyTransfer, anyFacts, (rules, transfer, facts) => {
        const { verdict, score, reasons, ruleId } = judge(rules, transfer, facts)
        const fitting = rules.filter((rule) => rule.enabled && fits(rule, transfer, facts))
        const verdicts = fitting.map((rule) => rule.verdict)
        expect(verdict).toBe(verdicts.includes('reject') ? 'reject' : verdicts.includes('review') ? 'review' : 'allow')
        expect(score).toBe(Math.max(0, ...fitting.map((rule) => rule.score)))
        expect(reasons).toHaveLength(fitting.length)
        const first = Math.min(...fitting.filter((rule) => rule.verdict === verdict).map(({ priority }) => priority))
        const named = fitting.filter((rule) => rule.verdict === verdict && rule.priority === first)
        if (verdict === 'allow') expect(ruleId).toBeNull()
        else expect(named.map(({ id }) => id)).toContain(ruleId)
        expect(judge(rules.toReversed(), transfer, facts)).toMatchObject({ verdict, score })
      }),
      { numRuns: 2_000 },
    )
  })

  test.each([
    [{ amountExactly: 600n }, true],
    [{ amountExactly: 599n }, false],
    [{ amountAtLeast: 600n, amountAtMost: 600n }, true],
    [{ currency: 'EUR' }, false],
    [{ senderIds: [2n] }, false],
    [{ receiverIds: [2n] }, true],
    [{ firstPayment: true }, true],
    [{ windowSec: 60, windowCountAtLeast: 3 }, true],
    [{ windowSec: 60, windowCountAtLeast: 4 }, false],
    [{ windowSec: 60, windowSumAtLeast: 1_000n }, true],
    [{ windowSec: 60, windowSumAtLeast: 1_001n }, false],
    [{ windowSec: 60, windowSumAtLeast: 1n, windowCountAtLeast: 4 }, false],
    [{ windowSec: 61, windowCountAtLeast: 1 }, false],
  ])('with %o fit 600 of USD: %s', (conditions, expected) => {
    expect(fits({ ...RULE, ...conditions }, TRANSFER, FACTS)).toBe(expected)
  })
})
