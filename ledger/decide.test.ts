import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Book, type Decision, decide } from './decide.ts'
import { parseRate, type Rates } from './exchange.ts'
import { AMOUNT_MAX, AMOUNT_MIN } from './money.ts'
import type { Operation, QueuedStep, Wallet } from './operation.ts'

const RATES: Rates = new Map(
  Object.entries({ USD: '1', EUR: '1.093809', RUB: '0.009803', THB: '0.029758' }).map(([code, text]) => [
    code,
    parseRate(text) ?? 0n,
  ]),
)
const HERE = 1
const THERE = 2
const NOWHERE = 99

let operations = 0
function operation(fields: Partial<Operation>): Operation {
  operations += 1
  const id = `00000000-0000-7000-8000-${operations.toString().padStart(12, '0')}`
  const kind = fields.originId == null ? 'deposit' : 'transfer'
  const rest = {
    originId: null,
    targetId: 1,
    amount: 1n,
    currency: 'USD',
    acceptedAt: '2026-01-02 03:04:05.678901+00',
    relatedId: null,
  }
  return { id, kind, ...rest, ...fields }
}

function apply(originId: number | null, targetId: number, amount: bigint, currency = 'USD'): QueuedStep {
  return { step: 'apply', operation: operation({ originId, targetId, amount, currency }) }
}

function wallet(id: number, fields: Partial<Wallet> = {}): Wallet {
  return { id, group: HERE, currency: 'USD', state: 'open', balance: 0n, floor: 0n, bankId: null, ...fields }
}

function book(wallets: readonly Wallet[], group = HERE): Book {
  return { group, wallets: new Map(wallets.map((one) => [one.id, one])), rates: RATES }
}

const outcomeOf = (decision: Decision) =>
  'reason' in decision ? `${decision.outcome}: ${decision.reason}` : decision.outcome

/** What a decision moves: wallets' lines and the other side together, by currency. */
function sumsOf(decisions: readonly Decision[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { postings, movements } of decisions) {
    for (const { currency, amount } of [...postings, ...movements]) {
      sums.set(currency, (sums.get(currency) ?? 0n) + amount)
    }
  }
  return sums
}

// The model: one rule after another, over plain balances.

interface Expected {
  outcome: string
  /** [wallet, signed amount] in order. */
  lines: [number, bigint][]
}

type Refusal = false | string

function firstOf(...refusals: Refusal[]): Refusal {
  return refusals.find((refusal) => refusal !== false) ?? false
}

class PlainBank {
  readonly balances = new Map<number, bigint>()
  readonly wallets: ReadonlyMap<number, Wallet>

  constructor({ wallets }: Book) {
    this.wallets = wallets
    for (const { id, balance } of wallets.values()) this.balances.set(id, balance)
  }

  expect(queued: QueuedStep): Expected {
    const { step, operation: o } = queued
    if (step === 'refund') {
      const id = o.originId ?? 0
      if ((this.balances.get(id) ?? 0n) + queued.conversion.debit > AMOUNT_MAX)
        return { outcome: 'impossible', lines: [] }
      return this.move(`decline: ${queued.reason}`, [id, queued.conversion.debit])
    }
    const target = this.wallets.get(o.targetId ?? 0)
    if (step === 'credit') {
      const refusal = this.#mayReceive(target, queued.conversion.credit)
      return refusal === false
        ? this.move('success', [o.targetId ?? 0, queued.conversion.credit])
        : { outcome: `bounced: ${refusal}`, lines: [] }
    }
    if (target === undefined) return { outcome: 'decline: unknown_wallet', lines: [] }
    const origin = o.originId === null ? undefined : this.wallets.get(o.originId)
    const ends = origin === undefined ? [target] : [origin, target]
    const amounts = ends.map((end) => this.#inCurrencyOf(end, o, ends))
    const bad = amounts.find((amount) => typeof amount === 'string')
    if (bad !== undefined) return { outcome: `decline: ${bad}`, lines: [] }
    const debit = BigInt(amounts[0] ?? 0)
    const credit = BigInt(amounts.at(-1) ?? 0)
    const elsewhere = origin !== undefined && target.group !== HERE
    const refusal = firstOf(
      origin !== undefined && this.#maySpend(origin, debit),
      !elsewhere && this.#mayReceive(target, credit),
    )
    if (refusal !== false) return { outcome: `decline: ${refusal}`, lines: [] }
    if (origin === undefined) return this.move('success', [target.id, credit])
    if (elsewhere) return this.move('debited', [origin.id, -debit])
    return this.move('success', [origin.id, -debit], [target.id, credit])
  }

  move(outcome: string, ...lines: [number, bigint][]): Expected {
    for (const [id, amount] of lines) this.balances.set(id, (this.balances.get(id) ?? 0n) + amount)
    return { outcome, lines }
  }

  #inCurrencyOf(end: Wallet, { amount, currency }: Operation, ends: readonly Wallet[]): bigint | string {
    if (ends.every((one) => one.currency === currency)) return amount
    const known = [currency, ...ends.map((one) => one.currency)].every((code) => RATES.has(code))
    if (!known) return 'unknown_currency'
    const results = ends.map((one) => (amount * (RATES.get(currency) ?? 0n)) / (RATES.get(one.currency) ?? 1n))
    if (results.includes(0n)) return 'amount_rounds_to_zero'
    if (results.some((result) => result > AMOUNT_MAX)) return 'amount_out_of_range'
    return results[ends.indexOf(end)] ?? 0n
  }

  #maySpend({ id, state, floor }: Wallet, amount: bigint): Refusal {
    const left = (this.balances.get(id) ?? 0n) - amount
    return firstOf(
      state === 'closed' && 'wallet_closed',
      state === 'frozen' && 'wallet_frozen',
      floor !== null && left < floor && 'insufficient_funds',
      left < AMOUNT_MIN && 'balance_out_of_range',
    )
  }

  #mayReceive(target: Wallet | undefined, amount: bigint): Refusal {
    const total = (this.balances.get(target?.id ?? 0) ?? 0n) + amount
    return firstOf(target?.state === 'closed' && 'wallet_closed', total > AMOUNT_MAX && 'balance_out_of_range')
  }
}

// Random books and batches, biased towards the edges.

const anyState = fc.constantFrom<Wallet['state']>('open', 'open', 'open', 'open', 'frozen', 'closed')
const anyFloor = fc.oneof(fc.constant(0n), fc.constant(null), fc.bigInt(-1_000n, -1n), fc.constant(AMOUNT_MIN))
const anyAmount = fc.oneof(
  fc.bigInt(1n, 5n),
  fc.bigInt(1n, 2_000_000n),
  fc.bigInt(AMOUNT_MAX - 5n, AMOUNT_MAX),
  fc.bigInt(1n, AMOUNT_MAX),
)
const anyCurrency = fc.constantFrom('USD', 'USD', 'EUR', 'RUB', 'THB', 'OLD')

const anyWallet = (id: number): fc.Arbitrary<Wallet> =>
  fc
    .record({
      group: fc.constantFrom(HERE, HERE, THERE),
      currency: anyCurrency,
      state: anyState,
      floor: anyFloor,
      above: fc.oneof(fc.bigInt(0n, 5n), fc.bigInt(0n, 3_000_000n), fc.bigInt(0n, AMOUNT_MAX)),
    })
    .map(({ above, ...fields }) => {
      const balance = (fields.floor ?? -3n) + above
      return wallet(id, { ...fields, balance: balance > AMOUNT_MAX ? AMOUNT_MAX : balance })
    })

const anyWallets = fc
  .tuple(anyWallet(1), anyWallet(2), anyWallet(3), anyWallet(4), anyWallet(5))
  .map(([first, ...others]) => [{ ...first, group: HERE }, ...others])

function anyStep(wallets: readonly Wallet[]): fc.Arbitrary<QueuedStep> {
  const edges = wallets.flatMap(({ balance, floor }) => [balance - (floor ?? 0n), AMOUNT_MAX - balance])
  const near = fc.tuple(fc.constantFrom(...edges), fc.constantFrom(-1n, 0n, 1n)).map(([edge, off]) => edge + off)
  const amount = fc.oneof(anyAmount, near).filter((value) => value > 0n && value <= AMOUNT_MAX)
  const own = fc.constantFrom(...wallets.filter(({ group }) => group === HERE))
  const other = fc.constantFrom(...wallets)
  const currency = fc.oneof(anyCurrency, fc.constant('XXX'), fc.constantFrom(...wallets.map((one) => one.currency)))
  const arrived = (of: Wallet, from: Wallet, debit: bigint, credit: bigint) => ({
    debit,
    credit: of.currency === from.currency ? debit : credit,
    rates: null,
  })
  return fc
    .record({ kind: fc.nat(9), own, other, amount, credit: amount, currency, unknown: fc.nat(9) })
    .filter((it) => it.own.id !== it.other.id)
    .map(({ kind, own, other, amount, credit, currency, unknown }): QueuedStep => {
      if (kind < 3) return apply(null, own.id, amount, currency)
      if (kind < 8) return apply(own.id, unknown === 0 ? NOWHERE : other.id, amount, currency)
      if (kind === 8) {
        const o = operation({ originId: other.id, targetId: own.id, amount, currency })
        return { step: 'credit', operation: o, conversion: arrived(own, other, amount, credit) }
      }
      const o = operation({ originId: own.id, targetId: other.id, amount, currency })
      const conversion = arrived(own, other, amount, credit)
      return { step: 'refund', operation: o, conversion, reason: 'wallet_closed' }
    })
}

const anyBatch = anyWallets.chain((wallets) =>
  fc.array(anyStep(wallets), { minLength: 1, maxLength: 12 }).map((steps) => ({ wallets, steps })),
)

const impossible = ({ wallets, steps }: { wallets: readonly Wallet[]; steps: readonly QueuedStep[] }) => {
  const bank = new PlainBank(book(wallets))
  return steps.some((step) => bank.expect(step).outcome === 'impossible')
}
const anyPossibleBatch = anyBatch.filter((batch) => !impossible(batch))

describe('deciding a batch', () => {
  test('ends every step as a plain bank would, to the micro-unit and with the same reason', () => {
    fc.assert(
      fc.property(anyPossibleBatch, ({ wallets, steps }) => {
        const bank = new PlainBank(book(wallets))
        const expected = steps.map((step) => bank.expect(step))
        const found = decide(steps, book(wallets)).map((decision) => ({
          outcome: outcomeOf(decision),
          lines: decision.postings.map((posting) => [posting.walletId, posting.amount]),
        }))
        expect(found).toEqual(expected)
      }),
      { numRuns: 3_000 },
    )
  })

  test('makes and destroys no money: the lines of each decision sum to zero in every currency', () => {
    fc.assert(
      fc.property(anyPossibleBatch, ({ wallets, steps }) => {
        for (const decision of decide(steps, book(wallets))) {
          expect([...sumsOf([decision]).values()].filter((sum) => sum !== 0n)).toEqual([])
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test('keeps every balance at its floor or above, within 64 bits, each posting continuing the one before it', () => {
    fc.assert(
      fc.property(anyPossibleBatch, ({ wallets, steps }) => {
        const present = new Map(wallets.map((one) => [one.id, one]))
        for (const posting of decide(steps, book(wallets)).flatMap((decision) => decision.postings)) {
          const before = present.get(posting.walletId) ?? wallet(0)
          expect(posting.balance).toBe(before.balance + posting.amount)
          expect(posting.currency).toBe(before.currency)
          expect(posting.balance).toBe(BigInt.asIntN(64, posting.balance))
          if (before.floor !== null) expect(posting.balance >= before.floor).toBe(true)
          present.set(before.id, { ...before, balance: posting.balance })
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test('is the same in one batch as in any two', () => {
    fc.assert(
      fc.property(anyPossibleBatch, fc.nat(12), ({ wallets, steps }, cut) => {
        const first = decide(steps.slice(0, cut), book(wallets))
        const balances = new Map(first.flatMap(({ postings }) => postings.map((line) => [line.walletId, line.balance])))
        const later = wallets.map((one) => ({ ...one, balance: balances.get(one.id) ?? one.balance }))
        expect([...first, ...decide(steps.slice(cut), book(later))]).toEqual(decide(steps, book(wallets)))
      }),
    )
  })

  test('leaves the book as it was given', () => {
    fc.assert(
      fc.property(anyPossibleBatch, ({ wallets, steps }) => {
        const given = book(wallets.map((one) => Object.freeze({ ...one })))
        decide(steps, given)
        expect([...given.wallets.values()]).toEqual(wallets)
      }),
    )
  })

  test('refuses loudly a step whose wallet is not in the group, and decides nothing', () => {
    const strays: QueuedStep[] = [
      apply(null, 2, 1n),
      apply(2, 1, 1n),
      apply(NOWHERE, 1, 1n),
      { ...arrived(1, 2), step: 'credit' },
      { ...arrived(2, 1), step: 'refund', reason: 'wallet_closed' },
    ]
    const wallets = [wallet(1, { balance: 9n }), wallet(2, { group: THERE, balance: 9n })]
    for (const stray of strays) expect(() => decide([stray], book(wallets))).toThrow('is not in group 1')
  })

  test('refuses loudly a refund that the wallet cannot hold: the money may not vanish', () => {
    const refund: QueuedStep = { ...arrived(1, 2), step: 'refund', reason: 'wallet_closed' }
    expect(() => decide([refund], book([wallet(1, { balance: AMOUNT_MAX }), wallet(2)]))).toThrow('would overflow')
  })
})

function arrived(originId: number, targetId: number) {
  return { operation: operation({ originId, targetId }), conversion: { debit: 1n, credit: 1n, rates: null } }
}

describe('a balance', () => {
  const reasons = (steps: readonly QueuedStep[], wallets: readonly Wallet[]) =>
    decide(steps, book(wallets)).map(outcomeOf)

  test.each([
    ['without credit', 0n, 500n, 500n],
    ['with a credit limit', -1_000n, 500n, 1_500n],
    ['in debt', -1_000n, -400n, 600n],
    ['of all that 64 bits hold', 0n, AMOUNT_MAX, AMOUNT_MAX],
    ['at its floor', -1_000n, -1_000n, 0n],
  ])('%s can be sent whole, and not one micro-unit more', (_, floor, balance, spendable) => {
    const wallets = [wallet(1, { floor, balance }), wallet(2)]
    const oneMore = spendable === AMOUNT_MAX ? [] : [apply(1, 2, spendable + 1n)]
    const whole = spendable === 0n ? [] : [apply(1, 2, spendable)]
    expect(reasons([...oneMore, ...whole, apply(1, 2, 1n)], wallets)).toEqual([
      ...oneMore.map(() => 'decline: insufficient_funds'),
      ...whole.map(() => 'success'),
      'decline: insufficient_funds',
    ])
  })

  test('without a floor falls as far as 64 bits hold', () => {
    const clearing = wallet(1, { floor: null, balance: AMOUNT_MIN + 1n })
    expect(reasons([apply(1, 2, 1n), apply(1, 2, 1n)], [clearing, wallet(2)])).toEqual([
      'success',
      'decline: balance_out_of_range',
    ])
  })

  test('never grows beyond 64 bits', () => {
    const wallets = [wallet(1, { balance: AMOUNT_MAX - 1n }), wallet(2, { balance: 9n })]
    expect(reasons([apply(null, 1, 2n), apply(2, 1, 2n), apply(null, 1, 1n), apply(null, 1, 1n)], wallets)).toEqual([
      'decline: balance_out_of_range',
      'decline: balance_out_of_range',
      'success',
      'decline: balance_out_of_range',
    ])
  })

  test('of 500 pays exactly the first 500 of 1,000 transfers of 1', () => {
    const decisions = decide(
      Array.from({ length: 1_000 }, () => apply(1, 2, 1n)),
      book([wallet(1, { balance: 500n }), wallet(2)]),
    )
    expect(decisions.slice(0, 500).every(({ outcome }) => outcome === 'success')).toBe(true)
    expect(decisions.slice(500).map(outcomeOf)).toEqual(Array(500).fill('decline: insufficient_funds'))
    expect(decisions[499]?.postings.map((posting) => posting.balance)).toEqual([0n, 500n])
  })

  test('that is received earlier in the batch can be spent later in it', () => {
    const wallets = [wallet(1, { balance: 5n }), wallet(2), wallet(3)]
    expect(reasons([apply(2, 3, 5n), apply(1, 2, 5n), apply(2, 3, 5n)], wallets)).toEqual([
      'decline: insufficient_funds',
      'success',
      'success',
    ])
  })

  test('of a frozen wallet receives and does not pay; a closed one does neither', () => {
    const wallets = [
      wallet(1, { balance: 9n }),
      wallet(2, { balance: 9n, state: 'frozen' }),
      wallet(3, { balance: 9n, state: 'closed' }),
    ]
    expect(reasons([apply(2, 1, 1n), apply(1, 2, 1n), apply(null, 2, 1n)], wallets)).toEqual([
      'decline: wallet_frozen',
      'success',
      'success',
    ])
    expect(reasons([apply(3, 1, 1n), apply(1, 3, 1n), apply(null, 3, 1n)], wallets)).toEqual(
      Array(3).fill('decline: wallet_closed'),
    )
  })
})
