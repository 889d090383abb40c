import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from './decide.ts'
import type { Decision } from './decision.ts'
import { ONE } from './exchange.ts'
import { AMOUNT_MAX, AMOUNT_MIN } from './money.ts'
import type { Operation, OperationKind, QueuedStep, Wallet } from './operation.ts'

const HERE = 1
const THERE = 2
const [CHASE, CITI] = [1, 4]
/** Two accounts of one bank, one of another, and a wallet of somebody. */
const [PAYER, SIBLING, PAYEE, ALICE] = [1, 2, 3, 4]
const PAYMENT = '01890000-0000-7000-8000-000000000001'
const SNAPSHOT = '01890000-0000-7000-8000-000000000002'

const account = (id: number, bankId: number | null, fields: Partial<Wallet> = {}): Wallet => {
  return { id, group: HERE, currency: 'USD', state: 'open', balance: 0n, held: 0n, floor: null, bankId, ...fields }
}

function operation(kind: OperationKind, originId: number | null, targetId: number | null, amount: bigint): Operation {
  const relatedId = { reversal: PAYMENT, settlement: SNAPSHOT }[kind as string] ?? null
  return { id: PAYMENT, kind, originId, targetId, amount, currency: 'USD', acceptedAt: '', relatedId }
}

const apply = (...fields: Parameters<typeof operation>): QueuedStep => {
  return { step: 'apply', operation: operation(...fields) }
}

/** A clearing house of two groups. */
class ClearingHouse {
  readonly wallets: Map<number, Wallet>
  readonly decisions: Decision[] = []

  constructor(fields: Partial<Record<number, Partial<Wallet>>> = {}) {
    const wallets = [account(PAYER, CHASE), account(SIBLING, CHASE), account(PAYEE, CITI), account(ALICE, null)]
    this.wallets = new Map(wallets.map((one) => [one.id, { ...one, ...fields[one.id] }]))
  }

  decide(step: QueuedStep, group = HERE): Decision {
    const [decision] = decide([step], {
      group,
      wallets: this.wallets,
      holds: new Map(),
      rates: new Map([['USD', ONE]]),
    })
    if (decision === undefined) throw new Error('nothing was decided')
    this.decisions.push(decision)
    for (const { walletId, balance } of decision.postings) this.change(walletId, { balance })
    return decision
  }

  change(id: number, fields: Partial<Wallet>): void {
    const wallet = this.wallets.get(id)
    if (wallet !== undefined) this.wallets.set(id, { ...wallet, ...fields })
  }

  balances(...ids: readonly number[]): bigint[] {
    return ids.map((id) => this.wallets.get(id)?.balance ?? 0n)
  }

  /** What the decisions add to what each bank is owed. */
  get positions(): Record<number, bigint> {
    const sums: Record<number, bigint> = {}
    for (const { bankId, amount } of this.decisions.flatMap((decision) => decision.positions)) {
      sums[bankId] = (sums[bankId] ?? 0n) + amount
    }
    return sums
  }

  /** What system accounts hold, but for those that hold nothing. */
  get held(): Record<string, bigint> {
    const sums: Record<string, bigint> = {}
    for (const { kind, amount } of this.decisions.flatMap((decision) => decision.movements)) {
      sums[kind] = (sums[kind] ?? 0n) + amount
    }
    return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0n))
  }
}

function nextOf(decision: Decision): QueuedStep {
  const { operation } = decision
  if (decision.outcome === 'debited') return { step: 'credit', operation, conversion: decision.conversion }
  if (decision.outcome !== 'bounced') throw new Error(`nothing follows ${decision.outcome}`)
  return { step: 'refund', operation, conversion: decision.conversion, reason: decision.reason }
}

const sumOf = (amounts: Iterable<bigint>) => [...amounts].reduce((sum, amount) => sum + amount, 0n)

describe.each(['payment', 'reversal'] as const)('a %s', (kind) => {
  test('makes the bank that sends it owe what the one that receives it is owed', () => {
    const house = new ClearingHouse()
    const decision = house.decide(apply(kind, PAYER, PAYEE, 700n))
    expect(decision).toMatchObject({ outcome: 'success', conversion: { debit: 700n, credit: 700n, rates: null } })
    expect(decision.postings.map((posting) => posting.kind)).toEqual([kind, kind])
    expect(house.balances(PAYER, PAYEE)).toEqual([-700n, 700n])
    expect(house.positions).toEqual({ [CHASE]: -700n, [CITI]: 700n })
    expect(house.held).toEqual({})
  })

  test('between accounts of one bank moves money and leaves its position as it was', () => {
    const house = new ClearingHouse()
    expect(house.decide(apply(kind, PAYER, SIBLING, 700n)).outcome).toBe('success')
    expect(house.balances(PAYER, SIBLING)).toEqual([-700n, 700n])
    expect(house.positions).toEqual({ [CHASE]: 0n })
  })

  test('needs no funds: an account has no floor but that of 64 bits', () => {
    const house = new ClearingHouse({ [PAYER]: { balance: AMOUNT_MIN + 700n } })
    expect(house.decide(apply(kind, PAYER, PAYEE, 700n)).outcome).toBe('success')
    expect(house.decide(apply(kind, PAYER, PAYEE, 1n))).toMatchObject({ reason: 'balance_out_of_range' })
    expect(house.balances(PAYER, PAYEE)).toEqual([AMOUNT_MIN, 700n])
  })

  test('to an account that is full for 64 bits is declined, and changes no position', () => {
    const house = new ClearingHouse({ [PAYEE]: { balance: AMOUNT_MAX } })
    expect(house.decide(apply(kind, PAYER, PAYEE, 1n))).toMatchObject({
      outcome: 'decline',
      reason: 'balance_out_of_range',
    })
    expect(house.positions).toEqual({})
  })

  test('to another group counts for both banks in the step that debits it', () => {
    const house = new ClearingHouse({ [PAYEE]: { group: THERE } })
    const debited = house.decide(apply(kind, PAYER, PAYEE, 700n))
    expect(debited).toMatchObject({ outcome: 'debited', targetGroup: THERE })
    expect(debited.postings).toMatchObject([{ walletId: PAYER, kind, amount: -700n }])
    expect(house.positions).toEqual({ [CHASE]: -700n, [CITI]: 700n })
    expect(house.held).toEqual({ transit: 700n })
    const credited = house.decide(nextOf(debited), THERE)
    expect(credited).toMatchObject({ outcome: 'success', positions: [], postings: [{ walletId: PAYEE, kind }] })
    expect(house.balances(PAYER, PAYEE)).toEqual([-700n, 700n])
    expect(house.held).toEqual({})
  })

  test('whose credit does not fit is owed to its sender again from the bounce on, at every step as much as it owes', () => {
    const house = new ClearingHouse({ [PAYEE]: { group: THERE } })
    const debited = house.decide(apply(kind, PAYER, PAYEE, 700n))
    house.change(PAYEE, { balance: AMOUNT_MAX })
    const bounced = house.decide(nextOf(debited), THERE)
    expect(bounced).toMatchObject({ outcome: 'bounced', reason: 'balance_out_of_range', postings: [] })
    expect(sumOf(bounced.positions.map(({ amount }) => amount))).toBe(0n)
    expect(house.positions).toEqual({ [CHASE]: 0n, [CITI]: 0n })
    expect(house.decide(nextOf(bounced))).toMatchObject({
      outcome: 'decline',
      reason: 'balance_out_of_range',
      positions: [],
      postings: [{ walletId: PAYER, kind: 'refund', amount: 700n }],
    })
    expect(house.balances(PAYER)).toEqual([0n])
    expect(house.positions).toEqual({ [CHASE]: 0n, [CITI]: 0n })
    expect(house.held).toEqual({})
  })

  test.each([
    ['from', ALICE, PAYEE],
    ['to', PAYER, ALICE],
    ['between', ALICE, 99],
  ])('%s a wallet that is no clearing account is declined', (_, from, to) => {
    const house = new ClearingHouse({ [ALICE]: { balance: 1_000n } })
    expect(house.decide(apply(kind, from, to, 1n))).toMatchObject({
      outcome: 'decline',
      reason: 'unknown_wallet',
      conversion: null,
      postings: [],
      movements: [],
      positions: [],
    })
  })
})

describe('a settlement', () => {
  test.each([
    ['paid out is no longer owed to the bank', PAYER, null, -700n],
    ['paid in is owed to the bank', null, PAYER, 700n],
  ])('that was %s', (_, from, to, change) => {
    const house = new ClearingHouse()
    const decision = house.decide(apply('settlement', from, to, 700n))
    expect(decision).toMatchObject({
      outcome: 'success',
      conversion: { debit: from === null ? null : 700n, credit: to === null ? null : 700n, rates: null },
      postings: [{ walletId: PAYER, kind: 'settlement', amount: change, balance: change }],
    })
    expect(house.positions).toEqual({ [CHASE]: change })
    expect(house.held).toEqual({ settlement: -change })
  })

  test('of what was netted leaves nothing in its account and what was paid since', () => {
    const house = new ClearingHouse()
    house.decide(apply('payment', PAYER, PAYEE, 700n))
    house.decide(apply('payment', PAYEE, SIBLING, 200n))
    const cut = house.balances(PAYER, SIBLING, PAYEE)
    house.decide(apply('payment', SIBLING, PAYEE, 11n))
    for (const [i, id] of [PAYER, SIBLING, PAYEE].entries()) {
      const balance = cut[i] ?? 0n
      const [from, to, amount] = balance < 0n ? ([null, id, -balance] as const) : ([id, null, balance] as const)
      expect(house.decide(apply('settlement', from, to, amount)).outcome).toBe('success')
    }
    expect(house.held).toEqual({})
    expect(house.balances(PAYER, SIBLING, PAYEE)).toEqual([0n, -11n, 11n])
    expect(house.positions).toEqual({ [CHASE]: -11n, [CITI]: 11n })
  })

  test.each([
    ['out of', PAYER, null, AMOUNT_MIN],
    ['into', null, PAYER, AMOUNT_MAX],
  ])('%s an account that 64 bits hold no more of is impossible, and never declined', (_, from, to, balance) => {
    const house = new ClearingHouse({ [PAYER]: { balance } })
    expect(() => house.decide(apply('settlement', from, to, 1n))).toThrow(/is impossible/)
  })

  test.each([
    ['out of', ALICE, null],
    ['into', null, ALICE],
  ])('%s a wallet that is no clearing account is impossible', (_, from, to) => {
    const house = new ClearingHouse({ [ALICE]: { balance: 1_000n } })
    expect(() => house.decide(apply('settlement', from, to, 1n))).toThrow(/is impossible/)
  })
})

describe('a clearing account', () => {
  test.each([
    ['a deposit', 'deposit', null, PAYEE],
    ['a transfer from a wallet', 'transfer', ALICE, PAYEE],
    ['a transfer to a wallet', 'transfer', PAYER, ALICE],
    ['a transfer to another', 'transfer', PAYER, PAYEE],
  ] as const)('is not changed by %s', (_, kind, from, to) => {
    const house = new ClearingHouse({ [ALICE]: { balance: 1_000n } })
    expect(house.decide(apply(kind, from, to, 1n))).toMatchObject({
      outcome: 'decline',
      reason: 'unknown_wallet',
      postings: [],
    })
  })
})

const anyAccount = fc.constantFrom(PAYER, SIBLING, PAYEE)
const anyStep = fc
  .record({
    kind: fc.constantFrom('payment', 'reversal', 'settlement'),
    from: anyAccount,
    to: anyAccount,
    out: fc.boolean(),
    // Thirty of them never leave 64 bits, where a settlement would be impossible.
    amount: fc.oneof(fc.bigInt(1n, 1_000n), fc.bigInt(1n, AMOUNT_MAX / 64n)),
  })
  .filter(({ kind, from, to }) => kind === 'settlement' || from !== to)
  .map(({ kind, from, to, out, amount }): QueuedStep => {
    if (kind !== 'settlement') return apply(kind, from, to, amount)
    return out ? apply(kind, from, null, amount) : apply(kind, null, to, amount)
  })

test('every decision adds to what banks are owed exactly what it takes from the settlement account', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 30 }), (steps) => {
      const house = new ClearingHouse()
      for (const step of steps) {
        const { positions, movements } = house.decide(step)
        const settled = movements.filter(({ kind }) => kind === 'settlement').map(({ amount }) => amount)
        expect(sumOf(positions.map(({ amount }) => amount))).toBe(-sumOf(settled))
      }
      const [payer = 0n, sibling = 0n, payee = 0n] = house.balances(PAYER, SIBLING, PAYEE)
      expect([house.positions[CHASE] ?? 0n, house.positions[CITI] ?? 0n]).toEqual([payer + sibling, payee])
    }),
  )
})
