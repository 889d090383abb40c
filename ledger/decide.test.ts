import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from './decide.ts'
import type { Book, Decision } from './decision.ts'
import { parseRate, type Rates } from './exchange.ts'
import { AMOUNT_MAX, AMOUNT_MIN } from './money.ts'
import {
  type Conversion,
  type Hold,
  holdOf,
  type Operation,
  type OperationKind,
  type QueuedStep,
  type Wallet,
} from './operation.ts'

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
  return { id, group: HERE, currency: 'USD', state: 'open', balance: 0n, held: 0n, floor: 0n, bankId: null, ...fields }
}

function book(wallets: readonly Wallet[], holds: readonly Hold[] = []): Book {
  return {
    group: HERE,
    wallets: new Map(wallets.map((one) => [one.id, one])),
    holds: new Map(holds.map((one) => [one.id, one])),
    rates: RATES,
  }
}

const EXPIRES_AT = '2026-01-02 03:04:06+00'

function holdId(n: number): string {
  return `00000000-0000-7000-9000-${n.toString().padStart(12, '0')}`
}

function holdOn(walletId: number, n: number, fields: Partial<Hold> = {}): Hold {
  const rest = { state: 'held', amount: 0n, captured: 0n, refunded: 0n, expiresAt: EXPIRES_AT, endedBy: null } as const
  return { id: holdId(n), walletId, ...rest, ...fields }
}

/** An operation of one wallet and perhaps a hold. */
function applyOf(kind: OperationKind, fields: Partial<Operation>): QueuedStep {
  return { step: 'apply', operation: operation({ targetId: null, ...fields, kind }) }
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
  /** What the step makes of its hold; absent where it changes none. */
  hold?: string
}

type Refusal = false | string

function firstOf(...refusals: Refusal[]): Refusal {
  return refusals.find((refusal) => refusal !== false) ?? false
}

class PlainBank {
  readonly balances = new Map<number, bigint>()
  readonly held = new Map<number, bigint>()
  readonly holds = new Map<string, { state: string; amount: bigint; walletId: number }>()
  readonly wallets: ReadonlyMap<number, Wallet>

  constructor({ wallets, holds }: Book) {
    this.wallets = wallets
    for (const { id, balance, held } of wallets.values()) {
      this.balances.set(id, balance)
      this.held.set(id, held)
    }
    for (const { id, state, amount, walletId } of holds.values()) this.holds.set(id, { state, amount, walletId })
  }

  expect(queued: QueuedStep): Expected {
    const { step, operation: o } = queued
    if (step === 'refund') {
      const id = o.originId ?? 0
      if ((this.balances.get(id) ?? 0n) + queued.conversion.debit > AMOUNT_MAX)
        return { outcome: 'impossible', lines: [] }
      return this.move(`decline: ${queued.reason}`, [id, queued.conversion.debit])
    }
    if (step === 'apply' && o.kind === 'hold') return this.#hold(o)
    if (step === 'apply' && (o.kind === 'release' || o.kind === 'expiry')) return this.#release(o)
    if (step === 'apply' && o.kind === 'capture') return this.#capture(o)
    const target = this.wallets.get(o.targetId ?? 0)
    if (step === 'credit') {
      const refusal = this.#mayReceive(target, queued.conversion.credit)
      return refusal === false
        ? this.move('success', [o.targetId ?? 0, queued.conversion.credit])
        : { outcome: `bounced: ${refusal}`, lines: [] }
    }
    return this.#move(o, step === 'apply' ? queued.conversion : undefined)
  }

  /** From a wallet, to a wallet, or both. */
  #move(o: Operation, fixed: Conversion | undefined): Expected {
    const target = o.targetId === null ? null : this.wallets.get(o.targetId)
    if (target === undefined) return { outcome: 'decline: unknown_wallet', lines: [] }
    const origin = o.originId === null ? null : (this.wallets.get(o.originId) ?? null)
    const ends = [origin, target].filter((end) => end !== null)
    const amounts = ends.map((end) => this.#inCurrencyOf(end, o, ends))
    const bad = fixed === undefined && amounts.find((amount) => typeof amount === 'string')
    if (typeof bad === 'string') return { outcome: `decline: ${bad}`, lines: [] }
    const debit = fixed === undefined ? BigInt(amounts[0] ?? 0) : (fixed.debit ?? 0n)
    const credit = fixed === undefined ? BigInt(amounts.at(-1) ?? 0) : (fixed.credit ?? 0n)
    const elsewhere = origin !== null && target !== null && target.group !== HERE
    const refusal = firstOf(
      origin !== null && this.#maySpend(origin, debit),
      target !== null && !elsewhere && this.#mayReceive(target, credit),
    )
    if (refusal !== false) return { outcome: `decline: ${refusal}`, lines: [] }
    const lines: [number, bigint][] = []
    if (origin !== null) lines.push([origin.id, -debit])
    if (target !== null && !elsewhere) lines.push([target.id, credit])
    return this.move(elsewhere ? 'debited' : 'success', ...lines)
  }

  #hold(o: Operation): Expected {
    const origin = this.wallets.get(o.originId ?? 0)
    if (origin === undefined) throw new Error('a hold of no wallet')
    const amount = this.#inCurrencyOf(origin, o, [origin])
    const refusal = typeof amount === 'string' ? amount : this.#mayHold(origin, amount)
    const hold = {
      state: refusal === false ? 'held' : 'declined',
      amount: BigInt(refusal === false ? amount : 0),
      walletId: origin.id,
    }
    this.holds.set(o.id, hold)
    if (refusal !== false) return { outcome: `decline: ${refusal}`, lines: [], hold: 'declined' }
    this.#reserve(origin.id, hold.amount)
    return { outcome: 'success', lines: [], hold: `held ${hold.amount}` }
  }

  #release(o: Operation): Expected {
    const hold = this.#open(o)
    if (typeof hold === 'string') return { outcome: `decline: ${hold}`, lines: [] }
    hold.state = o.kind === 'expiry' ? 'expired' : 'released'
    this.#reserve(hold.walletId, -hold.amount)
    return { outcome: 'success', lines: [], hold: hold.state }
  }

  #capture(o: Operation): Expected {
    const hold = this.#open(o)
    if (typeof hold === 'string') return { outcome: `decline: ${hold}`, lines: [] }
    if (o.acceptedAt >= EXPIRES_AT) return { outcome: 'decline: hold_expired', lines: [] }
    if (o.amount > hold.amount) return { outcome: 'decline: exceeds_hold', lines: [] }
    // As if it were released and spent at once.
    this.#reserve(hold.walletId, -hold.amount)
    const moved = this.#move(o, undefined)
    if (moved.outcome !== 'success' && moved.outcome !== 'debited') {
      this.#reserve(hold.walletId, hold.amount)
      return moved
    }
    hold.state = 'captured'
    return { ...moved, hold: `captured ${o.amount}` }
  }

  #open(o: Operation) {
    const hold = this.holds.get(o.relatedId ?? '')
    if (hold === undefined || hold.state === 'requested' || hold.walletId !== o.originId) return 'unknown_hold'
    return hold.state === 'held' ? hold : `hold_${hold.state}`
  }

  #reserve(id: number, amount: bigint): void {
    this.held.set(id, (this.held.get(id) ?? 0n) + amount)
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
    const left = (this.balances.get(id) ?? 0n) - (this.held.get(id) ?? 0n) - amount
    return firstOf(
      state === 'closed' && 'wallet_closed',
      state === 'frozen' && 'wallet_frozen',
      floor !== null && left < floor && 'insufficient_funds',
      left < AMOUNT_MIN && 'balance_out_of_range',
    )
  }

  #mayHold(origin: Wallet, amount: bigint): Refusal {
    const held = (this.held.get(origin.id) ?? 0n) + amount
    return firstOf(this.#maySpend(origin, amount), held > AMOUNT_MAX && 'balance_out_of_range')
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

/** Holds of the wallets here: some are open and reserve what they say. */
function anyHolds(wallets: readonly Wallet[]): fc.Arbitrary<{ wallets: Wallet[]; holds: Hold[] }> {
  const state = fc.constantFrom<Hold['state']>(
    'held',
    'held',
    'held',
    'captured',
    'released',
    'expired',
    'declined',
    'requested',
  )
  const anyHold = fc.record({ of: fc.nat(), state, share: fc.integer({ min: 1, max: 100 }), late: fc.nat(9) })
  return fc.array(anyHold, { minLength: 0, maxLength: 3 }).map((drawn) => {
    const held = new Map<number, bigint>()
    const own = wallets.filter(({ group, state }) => group === HERE && state !== 'closed')
    const holds = drawn.flatMap(({ of, state, share }, n) => {
      const owner = own[of % own.length]
      if (owner === undefined) return []
      const before = held.get(owner.id) ?? 0n
      const most = owner.balance - (owner.floor ?? 0n) - before
      const amount = most < 100n ? 0n : (most / 200n) * BigInt(share)
      if (amount === 0n) return []
      if (state === 'held') held.set(owner.id, before + amount)
      const captured = state === 'captured' ? amount : 0n
      return [holdOn(owner.id, n, { state, amount, captured })]
    })
    return { wallets: wallets.map((one) => ({ ...one, held: held.get(one.id) ?? 0n })), holds }
  })
}

function anyStep(wallets: readonly Wallet[], holds: readonly Hold[]): fc.Arbitrary<QueuedStep> {
  const edges = wallets.flatMap(({ balance, held, floor }) => [balance - held - (floor ?? 0n), AMOUNT_MAX - balance])
  const near = fc
    .tuple(fc.constantFrom(...edges, ...holds.map((one) => one.amount)), fc.constantFrom(-1n, 0n, 1n))
    .map(([edge, off]) => edge + off)
  const amount = fc.oneof(anyAmount, near).filter((value) => value > 0n && value <= AMOUNT_MAX)
  const own = fc.constantFrom(...wallets.filter(({ group }) => group === HERE))
  const other = fc.constantFrom(...wallets)
  const currency = fc.oneof(anyCurrency, fc.constant('XXX'), fc.constantFrom(...wallets.map((one) => one.currency)))
  const arrived = (of: Wallet, from: Wallet, debit: bigint, credit: bigint) => ({
    debit,
    credit: of.currency === from.currency ? debit : credit,
    rates: null,
  })
  const anyTransfer = fc
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
  const anyOut = fc
    .record({ own, amount, currency })
    .map(({ own, amount, currency }) => applyOf('withdrawal', { originId: own.id, amount, currency }))
  // Amounts of then, that no rate of now explains.
  const anyReversal = fc
    .record({ own, other, amount, credit: amount, currency, ends: fc.constantFrom('both', 'in', 'out') })
    .filter((it) => it.own.id !== it.other.id)
    .map(({ own, other, amount, credit, currency, ends }): QueuedStep => {
      const parties = {
        both: { originId: own.id, targetId: other.id },
        in: { originId: null, targetId: own.id },
        out: { originId: own.id, targetId: null },
      }[ends as 'both' | 'in' | 'out']
      const { debit, credit: given } = arrived(own, other, amount, credit)
      const same = own.currency === currency
      const alone = same ? amount : credit
      const conversion =
        ends === 'both'
          ? { debit, credit: given, rates: null }
          : { debit: ends === 'out' ? alone : null, credit: ends === 'in' ? alone : null, rates: null }
      const o = operation({ kind: 'reversal', ...parties, amount, currency, relatedId: holdId(0) })
      return { step: 'apply', operation: o, conversion }
    })
  const anyHold = fc.record({ own, amount, currency }).map(({ own, amount, currency }) => {
    return applyOf('hold', { originId: own.id, amount, currency })
  })
  const anyEnd = fc
    .record({
      kind: fc.constantFrom('capture', 'capture', 'release', 'expiry'),
      at: fc.nat(),
      other,
      amount,
      late: fc.nat(9),
    })
    .map(({ kind, at, other, amount, late }): QueuedStep => {
      const hold = holds[at % holds.length] ?? holdOn(1, 99)
      const originId = hold.walletId
      const ends = {
        originId,
        relatedId: hold.id,
        amount,
        currency: wallets.find(({ id }) => id === originId)?.currency ?? '',
      }
      if (kind !== 'capture') return applyOf(kind as OperationKind, ends)
      const acceptedAt = late === 0 ? EXPIRES_AT : '2026-01-02 03:04:05.999999+00'
      return applyOf('capture', { ...ends, acceptedAt, targetId: other.id === originId ? NOWHERE : other.id })
    })
  return fc.oneof(
    { weight: 6, arbitrary: anyTransfer },
    { weight: 2, arbitrary: anyOut },
    { weight: 2, arbitrary: anyReversal },
    { weight: 3, arbitrary: anyHold },
    { weight: 4, arbitrary: anyEnd },
  )
}

const anyBatch = anyWallets.chain(anyHolds).chain(({ wallets, holds }) =>
  fc.array(anyStep(wallets, holds), { minLength: 1, maxLength: 12 }).map((drawn) => {
    const requested = drawn.flatMap(({ operation: o }) => {
      return o.kind === 'hold' ? [{ ...holdOn(o.originId ?? 0, 0, { state: 'requested' }), id: o.id }] : []
    })
    // Some of what ends a hold ends one of the same batch.
    const steps = drawn.map((step, i) => {
      const made = requested[i % (requested.length + 1)]
      if (holdOf(step.operation) === null || step.operation.kind === 'hold' || made === undefined) return step
      if (made.walletId !== step.operation.originId) return step
      return { ...step, operation: { ...step.operation, relatedId: made.id } }
    })
    return { wallets, holds: [...holds, ...requested], steps }
  }),
)
type Batch = typeof anyBatch extends fc.Arbitrary<infer T> ? T : never

const impossible = ({ wallets, holds, steps }: Batch) => {
  const bank = new PlainBank(book(wallets, holds))
  return steps.some((step) => bank.expect(step).outcome === 'impossible')
}
const anyPossibleBatch = anyBatch.filter((batch) => !impossible(batch))

/** What a decision makes of its hold, as the model says it. */
function holdText({ hold }: Decision): { hold?: string } {
  if (hold === null) return {}
  const { state, amount, captured } = hold.after
  return { hold: { held: `held ${amount}`, captured: `captured ${captured}` }[state as string] ?? state }
}

describe('deciding a batch', () => {
  const met = new Set<string>()

  test('ends every step as a plain bank would, to the micro-unit and with the same reason', () => {
    fc.assert(
      fc.property(anyPossibleBatch, ({ wallets, holds, steps }) => {
        const bank = new PlainBank(book(wallets, holds))
        const expected = steps.map((step) => bank.expect(step))
        const found = decide(steps, book(wallets, holds)).map((decision) => ({
          outcome: outcomeOf(decision),
          lines: decision.postings.map((posting) => [posting.walletId, posting.amount]),
          ...holdText(decision),
        }))
        for (const { outcome, hold } of found) met.add(hold === undefined ? outcome : (hold.split(' ')[0] ?? ''))
        expect(found).toEqual(expected)
      }),
      { numRuns: 3_000 },
    )
    // The batches met everything that can become of a hold.
    expect([...met]).toEqual(
      expect.arrayContaining([
        ...['held', 'captured', 'released', 'expired', 'declined'],
        ...['unknown_hold', 'hold_declined', 'hold_captured', 'hold_released', 'hold_expired', 'exceeds_hold'].map(
          (reason) => `decline: ${reason}`,
        ),
      ]),
    )
  })

  test('makes and destroys no money: the lines of each decision sum to zero in every currency', () => {
    fc.assert(
      fc.property(anyPossibleBatch, ({ wallets, holds, steps }) => {
        for (const decision of decide(steps, book(wallets, holds))) {
          expect([...sumsOf([decision]).values()].filter((sum) => sum !== 0n)).toEqual([])
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test('keeps every balance without what is held at its floor or above, within 64 bits, each posting continuing the one before it', () => {
    fc.assert(
      fc.property(anyPossibleBatch, ({ wallets, holds, steps }) => {
        const present = new Map(wallets.map((one) => [one.id, one]))
        const change = (id: number, fields: (one: Wallet) => Partial<Wallet>) => {
          const before = present.get(id) ?? wallet(0)
          present.set(id, { ...before, ...fields(before) })
        }
        for (const { postings, hold } of decide(steps, book(wallets, holds))) {
          for (const posting of postings) {
            const before = present.get(posting.walletId) ?? wallet(0)
            expect(posting.balance).toBe(before.balance + posting.amount)
            expect(posting.currency).toBe(before.currency)
            expect(posting.balance).toBe(BigInt.asIntN(64, posting.balance))
            change(posting.walletId, () => ({ balance: posting.balance }))
          }
          if (hold !== null) change(hold.after.walletId, ({ held }) => ({ held: held + hold.reserved }))
          for (const { balance, held, floor } of present.values()) {
            expect(held >= 0n && held <= AMOUNT_MAX).toBe(true)
            expect(balance - held).toBe(BigInt.asIntN(64, balance - held))
            if (floor !== null) expect(balance - held >= floor).toBe(true)
          }
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test('is the same in one batch as in any two', () => {
    fc.assert(
      fc.property(anyPossibleBatch, fc.nat(12), ({ wallets, holds, steps }, cut) => {
        const first = decide(steps.slice(0, cut), book(wallets, holds))
        const balances = new Map(first.flatMap(({ postings }) => postings.map((line) => [line.walletId, line.balance])))
        const changes = first.flatMap(({ hold }) => (hold === null ? [] : [hold]))
        const heldOf = ({ id, held }: Wallet) =>
          changes.filter(({ after }) => after.walletId === id).reduce((sum, { reserved }) => sum + reserved, held)
        const later = wallets.map((one) => ({
          ...one,
          balance: balances.get(one.id) ?? one.balance,
          held: heldOf(one),
        }))
        const known = holds.map((one) => changes.findLast(({ after }) => after.id === one.id)?.after ?? one)
        expect([...first, ...decide(steps.slice(cut), book(later, known))]).toEqual(decide(steps, book(wallets, holds)))
      }),
    )
  })

  test('leaves the book as it was given', () => {
    fc.assert(
      fc.property(anyPossibleBatch, ({ wallets, holds, steps }) => {
        const frozen = holds.map((one) => Object.freeze({ ...one }))
        const given = book(
          wallets.map((one) => Object.freeze({ ...one })),
          frozen,
        )
        decide(steps, given)
        expect([...given.wallets.values()]).toEqual(wallets)
        expect([...given.holds.values()]).toEqual([...new Map(holds.map((one) => [one.id, one])).values()])
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

  test('holds no more than 64 bits hold, though a credit limit would allow it', () => {
    const one = wallet(1, { balance: 100n, held: AMOUNT_MAX, floor: AMOUNT_MIN })
    const requested = holdOn(1, 1, { state: 'requested' })
    const step = applyOf('hold', { id: holdId(1), originId: 1, amount: 50n })
    const [decision] = decide([step], book([one], [requested]))
    expect(decision).toMatchObject({ outcome: 'decline', reason: 'balance_out_of_range', hold: { reserved: 0n } })
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

describe('a hold', () => {
  const [PAYER, SHOP] = [1, 2]
  const held = (amount: bigint, fields: Partial<Operation> = {}) =>
    applyOf('hold', { originId: PAYER, amount, ...fields })
  const rowOf = ({ operation: { id } }: QueuedStep): Hold => ({ ...holdOn(PAYER, 0, { state: 'requested' }), id })
  const end = (kind: 'capture' | 'release' | 'expiry', hold: QueuedStep, fields: Partial<Operation> = {}) =>
    applyOf(kind, {
      originId: PAYER,
      targetId: kind === 'capture' ? SHOP : null,
      relatedId: hold.operation.id,
      ...fields,
    })

  function run(wallets: readonly Wallet[], ...steps: readonly QueuedStep[]) {
    const rows = steps.filter(({ operation: { kind } }) => kind === 'hold').map(rowOf)
    const decisions = decide(steps, book(wallets, rows))
    const balances = new Map(wallets.map(({ id, balance }) => [id, balance]))
    let reserved = 0n
    const seen = decisions.map((decision) => {
      for (const { walletId, balance } of decision.postings) balances.set(walletId, balance)
      reserved += decision.hold?.reserved ?? 0n
      const balance = balances.get(PAYER) ?? 0n
      return `${outcomeOf(decision)} ${balance}/${balance - reserved} ${balances.get(SHOP)}`
    })
    return seen
  }

  test('of 100 of 150 leaves 50 available, and capturing 60 of it leaves 90', () => {
    const hold = held(100n)
    expect(run([wallet(PAYER, { balance: 150n }), wallet(SHOP)], hold, end('capture', hold, { amount: 60n }))).toEqual([
      'success 150/50 0',
      'success 90/90 60',
    ])
  })

  test.each(['release', 'expiry'] as const)('gives all back by its %s', (kind) => {
    const hold = held(100n)
    expect(run([wallet(PAYER, { balance: 150n }), wallet(SHOP)], hold, end(kind, hold))).toEqual([
      'success 150/50 0',
      'success 150/150 0',
    ])
  })

  test('ends once, and whatever comes after is told how', () => {
    const wallets = [wallet(PAYER, { balance: 1_000n }), wallet(SHOP)]
    const [first, second, third, fourth] = [held(10n), held(10n), held(10n), held(5_000n)]
    const again = (hold: QueuedStep) => [end('capture', hold), end('release', hold), end('expiry', hold)]
    const reasons = run(
      wallets,
      ...[first, second, third, fourth],
      ...[end('capture', first), ...again(first), end('release', second), ...again(second)],
      ...[end('expiry', third), ...again(third), ...again(fourth)],
    ).map((text) => text.split(' ').slice(0, -2).join(' '))
    const thrice = (reason: string) => Array(3).fill(`decline: ${reason}`)
    expect(reasons).toEqual([
      ...['success', 'success', 'success', 'decline: insufficient_funds'],
      ...['success', ...thrice('hold_captured'), 'success', ...thrice('hold_released')],
      ...['success', ...thrice('hold_expired'), ...thrice('hold_declined')],
    ])
  })

  test('is captured up to what is held, before it expires, by whom it belongs to', () => {
    const hold = held(100n)
    const wallets = [wallet(PAYER, { balance: 150n }), wallet(SHOP), wallet(3, { balance: 500n })]
    expect(
      run(
        wallets,
        hold,
        end('capture', hold, { amount: 101n }),
        end('capture', hold, { acceptedAt: EXPIRES_AT }),
        end('capture', hold, { originId: 3 }),
        end('capture', hold, { relatedId: holdId(7) }),
        end('capture', hold, { targetId: NOWHERE }),
        end('capture', hold, { amount: 100n }),
      ).map((text) => text.replace(/ [^ ]+ [^ ]+$/, '')),
    ).toEqual([
      'success',
      'decline: exceeds_hold',
      'decline: hold_expired',
      'decline: unknown_hold',
      'decline: unknown_hold',
      'decline: unknown_wallet',
      'success',
    ])
  })

  test('that is not available is declined, with a credit limit too, and keeps others from what it reserves', () => {
    const wallets = [wallet(PAYER, { balance: 10n, floor: -90n }), wallet(SHOP)]
    const [most, more] = [held(100n), held(1n)]
    expect(
      run(wallets, most, more, apply(PAYER, SHOP, 1n), applyOf('withdrawal', { originId: PAYER, amount: 1n })),
    ).toEqual([
      'success 10/-90 0',
      'decline: insufficient_funds 10/-90 0',
      'decline: insufficient_funds 10/-90 0',
      'decline: insufficient_funds 10/-90 0',
    ])
  })

  test('of a frozen wallet is neither made nor captured, and can be released', () => {
    const id = '00000000-0000-7000-9000-000000000001'
    const hold = holdOn(PAYER, 1, { amount: 40n })
    const frozen = wallet(PAYER, { balance: 100n, held: 40n, state: 'frozen' })
    const request = held(1n)
    const ended = (kind: 'capture' | 'release') => {
      return applyOf(kind, { originId: PAYER, targetId: kind === 'capture' ? SHOP : null, relatedId: id, amount: 40n })
    }
    const steps = [request, ended('capture'), ended('release')]
    expect(decide(steps, book([frozen, wallet(SHOP)], [hold, rowOf(request)])).map(outcomeOf)).toEqual([
      'decline: wallet_frozen',
      'decline: wallet_frozen',
      'success',
    ])
  })

  test('that names another currency reserves what it is in the wallet’s', () => {
    const hold = held(200_000_000n)
    const wallets = [wallet(PAYER, { balance: 182_847_279n, currency: 'EUR' }), wallet(SHOP)]
    expect(run(wallets, hold, end('capture', hold, { amount: 182_847_279n, currency: 'EUR' }))[0]).toBe(
      'success 182847279/0 0',
    )
  })

  test('without its row is a bug', () => {
    expect(() => decide([held(1n)], book([wallet(PAYER)]))).toThrow('without its row')
  })
})

describe('a withdrawal', () => {
  test('takes money out of the mesh, converted like a transfer', () => {
    const [decision] = decide(
      [applyOf('withdrawal', { originId: 1, amount: 200_000_000n, currency: 'USD' })],
      book([wallet(1, { currency: 'EUR', balance: 182_847_280n })]),
    )
    expect(decision).toMatchObject({
      outcome: 'success',
      postings: [{ walletId: 1, kind: 'withdrawal', amount: -182_847_279n, balance: 1n }],
      movements: [
        { kind: 'exchange', currency: 'EUR', amount: 182_847_279n },
        { kind: 'exchange', currency: 'USD', amount: -200_000_000n },
        { kind: 'world', currency: 'USD', amount: 200_000_000n },
      ],
    })
  })

  test.each(['frozen', 'closed'] as const)('from a %s wallet is declined', (state) => {
    const [decision] = decide([applyOf('withdrawal', { originId: 1 })], book([wallet(1, { balance: 5n, state })]))
    expect(decision).toMatchObject({ outcome: 'decline', reason: `wallet_${state}`, postings: [] })
  })
})

describe('a reversal', () => {
  test.each([
    ['deposit', null, 1],
    ['transfer', 2, 1],
    ['withdrawal', 1, null],
  ] as const)(
    'of a %s gives back to the micro-unit what was moved, whatever the rates are now',
    (kind, originId, targetId) => {
      const before = [
        wallet(1, { currency: 'THB', balance: 10_000n }),
        wallet(2, { currency: 'EUR', balance: 10_000n }),
      ]
      const original = applyOf(kind, { originId, targetId, amount: 1_001n, currency: 'RUB' })
      const [done] = decide([original], book(before))
      if (done?.outcome !== 'success') throw new Error('not done')
      const { debit, credit, rates } = done.conversion
      const after = before.map((one) => {
        const posting = done.postings.find(({ walletId }) => walletId === one.id)
        return posting === undefined ? one : { ...one, balance: posting.balance }
      })
      const back = {
        originId: targetId,
        targetId: originId,
        amount: 1_001n,
        currency: 'RUB',
        relatedId: original.operation.id,
      }
      const conversion = {
        debit: credit,
        credit: debit,
        rates: rates === null ? null : { request: rates.request, origin: rates.target, target: rates.origin },
      }
      const reversal = { ...applyOf('reversal', back), conversion } as QueuedStep
      const [undone] = decide([reversal], { ...book(after), rates: new Map() })
      expect(undone?.outcome).toBe('success')
      const sums = new Map(done.postings.map(({ walletId, amount }) => [walletId, amount]))
      for (const { walletId, amount } of undone?.postings ?? []) sums.set(walletId, (sums.get(walletId) ?? 0n) + amount)
      expect([...sums.values()].every((sum) => sum === 0n)).toBe(true)
      expect(
        [...sumsOf([done]).values(), ...sumsOf(undone === undefined ? [] : [undone]).values()].every((n) => n === 0n),
      ).toBe(true)
    },
  )

  test('is declined when the receiver spent the money', () => {
    const o = operation({ kind: 'reversal', originId: 1, targetId: 2, amount: 5n, relatedId: holdId(1) })
    const step: QueuedStep = { step: 'apply', operation: o, conversion: { debit: 5n, credit: 5n, rates: null } }
    expect(decide([step], book([wallet(1, { balance: 4n }), wallet(2)])).map(outcomeOf)).toEqual([
      'decline: insufficient_funds',
    ])
  })
})

describe('what a card paid', () => {
  const requested = holdOn(1, 7, { state: 'requested', expiresAt: null })
  const charge = applyOf('charge', { id: holdId(7), originId: null, targetId: 1, amount: 2_375n })
  const of = (kind: OperationKind, amount: bigint, n = 7) =>
    applyOf(kind, { originId: 1, amount, relatedId: holdId(n), id: holdId(100 + Number(amount)) })
  const decided = (steps: QueuedStep[], fields: Partial<Wallet> = {}, hold: Hold = requested) => {
    const decisions = decide(steps, book([wallet(1, fields)], [hold]))
    for (const sum of sumsOf(decisions).values()) expect(sum).toBe(0n)
    return decisions
  }
  const last = (decisions: Decision[]) => decisions.at(-1)?.hold?.after

  test('is in the balance and held in one step, and free after its payout', () => {
    const [charged, spent, paid, later] = decided([
      charge,
      applyOf('withdrawal', { originId: 1, amount: 1n }),
      of('payout', 2_375n),
      applyOf('withdrawal', { originId: 1, amount: 2_375n }),
    ])
    expect(charged).toMatchObject({
      outcome: 'success',
      postings: [{ kind: 'charge', amount: 2_375n, balance: 2_375n }],
    })
    expect(charged?.hold).toMatchObject({ reserved: 2_375n, after: { state: 'held', amount: 2_375n } })
    expect([spent, paid, later].map((decision) => decision && outcomeOf(decision))).toEqual([
      'decline: insufficient_funds',
      'success',
      'success',
    ])
    expect(paid).toMatchObject({ postings: [], hold: { reserved: -2_375n, after: { state: 'paid_out' } } })
  })

  test('is paid out once', () => {
    expect(decided([charge, of('payout', 2_375n), of('payout', 2_375n)]).map(outcomeOf)).toEqual([
      'success',
      'success',
      'decline: hold_paid_out',
    ])
  })

  test('is refunded from what is held, also of a frozen wallet, and the rest is paid out', () => {
    const decisions = decided([charge, of('card_refund', 375n), of('payout', 2_000n)], { state: 'frozen' })
    expect(decisions.map(outcomeOf)).toEqual(['success', 'success', 'success'])
    expect(decisions[1]).toMatchObject({ postings: [{ kind: 'card_refund', amount: -375n, balance: 2_000n }] })
    expect(decisions[1]?.hold).toMatchObject({ reserved: -375n, after: { state: 'held', refunded: 375n } })
    expect(decisions[2]?.hold).toMatchObject({ reserved: -2_000n, after: { state: 'paid_out', refunded: 375n } })
  })

  test('ends refunded when nothing is left of it, and is not paid out then', () => {
    const decisions = decided([charge, of('card_refund', 2_000n), of('card_refund', 375n), of('payout', 1n)])
    expect(decisions.map(outcomeOf)).toEqual(['success', 'success', 'success', 'decline: hold_refunded'])
    expect(decisions[2]?.hold?.after).toMatchObject({ state: 'refunded', refunded: 2_375n, endedBy: holdId(475) })
  })

  test('is refunded after its payout from what is available, and declined where that is not enough', () => {
    const paid = holdOn(1, 7, { state: 'paid_out', amount: 2_375n, expiresAt: null, endedBy: holdId(8) })
    const refund = of('card_refund', 2_375n)
    expect(decided([refund], { balance: 2_374n }, paid).map(outcomeOf)).toEqual(['decline: insufficient_funds'])
    expect(decided([refund], { balance: 9_000n, state: 'frozen' }, paid).map(outcomeOf)).toEqual([
      'decline: wallet_frozen',
    ])
    const decisions = decided([refund, of('card_refund', 1n)], { balance: 2_375n }, paid)
    expect(decisions.map(outcomeOf)).toEqual(['success', 'decline: exceeds_hold'])
    expect(last(decisions.slice(0, 1))).toMatchObject({ state: 'paid_out', refunded: 2_375n, endedBy: holdId(8) })
  })

  test('is never refunded beyond what was charged', () => {
    expect(decided([charge, of('card_refund', 2_376n)], { balance: 10_000n }).map(outcomeOf)).toEqual([
      'success',
      'decline: exceeds_hold',
    ])
  })

  test.each(['capture', 'release', 'expiry'] as const)('is not given free by a %s', (kind) => {
    const end = applyOf(kind, {
      originId: 1,
      targetId: kind === 'capture' ? 2 : null,
      amount: 5n,
      relatedId: holdId(7),
    })
    const decisions = decide([charge, end], book([wallet(1), wallet(2)], [requested]))
    expect(decisions.map(outcomeOf)).toEqual(['success', 'decline: unknown_hold'])
  })

  test.each(['payout', 'card_refund'] as const)('is all that a %s is about: other holds are left alone', (kind) => {
    const other = holdOn(1, 7, { state: 'held', amount: 100n })
    expect(decided([of(kind, 50n)], { balance: 100n, held: 100n }, other).map(outcomeOf)).toEqual([
      'decline: unknown_hold',
    ])
  })

  test('does not come to a closed wallet, and nothing is held then', () => {
    const decisions = decided([charge, of('payout', 2_375n)], { state: 'closed' })
    expect(decisions.map(outcomeOf)).toEqual(['decline: wallet_closed', 'decline: hold_declined'])
    expect(decisions[0]?.hold).toMatchObject({ reserved: 0n, after: { state: 'declined' } })
  })

  test('fits what a wallet can hold', () => {
    const full = { balance: 0n, held: 2n ** 63n - 1n, floor: null }
    expect(decided([charge], full).map(outcomeOf)).toEqual(['decline: balance_out_of_range'])
  })
})
