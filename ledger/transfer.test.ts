import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from './decide.ts'
import type { Decision, SystemAccountKind } from './decision.ts'
import { convert, parseRate, type Rate, type Rates } from './exchange.ts'
import { AMOUNT_MAX } from './money.ts'
import type { Operation, QueuedStep, Wallet } from './operation.ts'

const CODES = ['USD', 'EUR', 'RUB', 'THB'] as const
const RATES = ratesOf(['1', '1.093809', '0.009803', '0.029758'].map((text) => parseRate(text) ?? 0n))
const HERE = 1
const THERE = 2
const ALICE = 1
const BOB = 2

function ratesOf(rates: readonly Rate[]): Map<string, Rate> {
  return new Map(CODES.map((code, i) => [code, rates[i] ?? 0n]))
}

const operation = (amount: bigint, currency: string, originId: number | null = ALICE): Operation => ({
  id: '01890000-0000-7000-8000-000000000001',
  kind: originId === null ? 'deposit' : 'transfer',
  originId,
  targetId: BOB,
  amount,
  currency,
  acceptedAt: '2026-01-02 03:04:05.678901+00',
  relatedId: null,
})

const wallet = (id: number, fields: Partial<Wallet> = {}): Wallet => ({
  id,
  group: HERE,
  currency: 'USD',
  state: 'open',
  balance: 0n,
  held: 0n,
  floor: 0n,
  bankId: null,
  ...fields,
})

/** Two wallets, and what their groups decide about them. */
class Mesh {
  readonly wallets: Map<number, Wallet>
  readonly rates: Rates
  readonly decisions: Decision[] = []

  constructor(alice: Partial<Wallet>, bob: Partial<Wallet>, rates: Rates = RATES) {
    this.wallets = new Map([
      [ALICE, wallet(ALICE, alice)],
      [BOB, wallet(BOB, bob)],
    ])
    this.rates = rates
  }

  decide(group: number, step: QueuedStep): Decision {
    const [decision] = decide([step], { group, wallets: this.wallets, holds: new Map(), rates: this.rates })
    if (decision === undefined) throw new Error('nothing was decided')
    this.decisions.push(decision)
    for (const { walletId, balance } of decision.postings) this.change(walletId, { balance })
    return decision
  }

  change(id: number, fields: Partial<Wallet>): void {
    this.wallets.set(id, { ...(this.wallets.get(id) ?? wallet(id)), ...fields })
  }

  balance(id: number): bigint {
    return this.wallets.get(id)?.balance ?? 0n
  }

  /** What the system accounts of a kind hold, over all groups; those that hold nothing are left out. */
  held(kind: SystemAccountKind): Record<string, bigint> {
    const held: Record<string, bigint> = {}
    for (const movement of this.decisions.flatMap(({ movements }) => movements)) {
      if (movement.kind === kind) held[movement.currency] = (held[movement.currency] ?? 0n) + movement.amount
    }
    return Object.fromEntries(Object.entries(held).filter(([, amount]) => amount !== 0n))
  }
}

const apply = (amount: bigint, currency: string, originId: number | null = ALICE): QueuedStep => ({
  step: 'apply',
  operation: operation(amount, currency, originId),
})

/** The step that a decision leaves for another group. */
function nextOf(decision: Decision): QueuedStep {
  const { operation } = decision
  if (decision.outcome === 'debited') return { step: 'credit', operation, conversion: decision.conversion }
  if (decision.outcome === 'bounced') {
    return { step: 'refund', operation, conversion: decision.conversion, reason: decision.reason }
  }
  throw new Error(`nothing follows ${decision.outcome}`)
}

const anyCode = fc.constantFrom(...CODES)
const anyRates = fc
  .tuple(...CODES.map(() => fc.bigInt(1n, 10n ** 15n)))
  .map(([, ...others]) => ratesOf([10n ** 12n, ...others]))
const anyTransfer = fc.record({
  amount: fc.bigInt(1n, 10n ** 12n),
  currency: anyCode,
  aliceCurrency: anyCode,
  bobCurrency: anyCode,
  balance: fc.bigInt(0n, 10n ** 14n),
  rates: anyRates,
})

describe('a conversion', () => {
  test.each([
    ['USD', 'EUR', 200_000_000n, 'USD', 200_000_000n, 182_847_279n],
    ['RUB', 'THB', 1_000_000n, 'EUR', 111_579_006n, 36_756_804n],
    ['THB', 'THB', 1_000_000n, 'EUR', 36_756_804n, 36_756_804n],
    ['EUR', 'EUR', 1_000_000n, 'EUR', 1_000_000n, 1_000_000n],
    ['EUR', 'RUB', 1_000_000n, 'EUR', 1_000_000n, 111_579_006n],
  ])(
    'from %s to %s of %d %s micro-units takes and gives to the micro-unit',
    (from, to, amount, currency, debit, credit) => {
      const mesh = new Mesh({ currency: from, balance: debit }, { currency: to })
      expect(mesh.decide(HERE, apply(amount, currency))).toMatchObject({
        outcome: 'success',
        conversion: { debit, credit },
      })
      expect([mesh.balance(ALICE), mesh.balance(BOB)]).toEqual([0n, credit])
    },
  )

  test('of a deposit takes from the world what was named and gives what it is worth', () => {
    const mesh = new Mesh({}, { currency: 'EUR' })
    const decision = mesh.decide(HERE, apply(200_000_000n, 'USD', null))
    expect(decision).toMatchObject({ outcome: 'success', conversion: { debit: null, credit: 182_847_279n } })
    expect(mesh.held('world')).toEqual({ USD: -200_000_000n })
    expect(mesh.held('exchange')).toEqual({ USD: 200_000_000n, EUR: -182_847_279n })
  })

  test('keeps the rates that it used, and none where nothing was converted', () => {
    const rates = { request: RATES.get('EUR'), origin: RATES.get('RUB'), target: RATES.get('THB') }
    const converted = new Mesh({ currency: 'RUB', balance: AMOUNT_MAX }, { currency: 'THB' })
    expect(converted.decide(HERE, apply(1_000_000n, 'EUR'))).toMatchObject({ conversion: { rates } })
    const plain = new Mesh({ currency: 'RUB', balance: 5n }, { currency: 'RUB' })
    expect(plain.decide(HERE, apply(5n, 'RUB'))).toMatchObject({ conversion: { rates: null } })
  })

  test.each([
    ['that gives nothing', 'RUB', 'USD', 1n, 'RUB', 'amount_rounds_to_zero'],
    ['that takes nothing', 'EUR', 'RUB', 1n, 'RUB', 'amount_rounds_to_zero'],
    ['to more than 64 bits hold', 'EUR', 'RUB', AMOUNT_MAX / 2n, 'EUR', 'amount_out_of_range'],
    ['of more than 64 bits hold', 'RUB', 'EUR', AMOUNT_MAX / 2n, 'EUR', 'amount_out_of_range'],
    ['of a currency without a rate', 'EUR', 'RUB', 1_000_000n, 'XXX', 'unknown_currency'],
    ['from a currency without a rate', 'OLD', 'RUB', 1_000_000n, 'RUB', 'unknown_currency'],
    ['to a currency without a rate', 'EUR', 'OLD', 1_000_000n, 'EUR', 'unknown_currency'],
  ])('%s is declined and moves nothing', (_, from, to, amount, currency, reason) => {
    const mesh = new Mesh({ currency: from, balance: AMOUNT_MAX }, { currency: to })
    expect(mesh.decide(HERE, apply(amount, currency))).toMatchObject({ outcome: 'decline', reason, conversion: null })
    expect(mesh.decisions[0]).toMatchObject({ postings: [], movements: [] })
  })

  test('is not needed where all currencies are the same, even without a rate', () => {
    const mesh = new Mesh({ currency: 'OLD', balance: 5n }, { currency: 'OLD' })
    expect(mesh.decide(HERE, apply(5n, 'OLD')).outcome).toBe('success')
  })
})

describe('a transfer between groups', () => {
  test('takes, gives and declines as it would within one group, but for the time between', () => {
    fc.assert(
      fc.property(anyTransfer, ({ amount, currency, aliceCurrency, bobCurrency, balance, rates }) => {
        const alice = { currency: aliceCurrency, balance }
        const within = new Mesh(alice, { currency: bobCurrency }, rates)
        const across = new Mesh(alice, { currency: bobCurrency, group: THERE }, rates)
        const atOnce = within.decide(HERE, apply(amount, currency))
        const debited = across.decide(HERE, apply(amount, currency))
        if (atOnce.outcome === 'success') {
          expect(debited).toMatchObject({ outcome: 'debited', targetGroup: THERE, conversion: atOnce.conversion })
          expect(across.held('transit')).toEqual({ [bobCurrency]: atOnce.conversion.credit })
          expect(across.decide(THERE, nextOf(debited)).outcome).toBe('success')
        } else {
          expect(debited).toEqual(atOnce)
        }
        expect([...across.wallets.values()].map((one) => one.balance)).toEqual([
          within.balance(ALICE),
          within.balance(BOB),
        ])
        expect(across.held('exchange')).toEqual(within.held('exchange'))
        expect(across.held('transit')).toEqual({})
      }),
    )
  })

  test('whose credit bounces gives its origin exactly the debit back, and leaves nothing anywhere else', () => {
    fc.assert(
      fc.property(anyTransfer, anyRates, ({ amount, currency, aliceCurrency, bobCurrency, balance, rates }, later) => {
        const mesh = new Mesh({ currency: aliceCurrency, balance }, { currency: bobCurrency, group: THERE }, rates)
        const debited = mesh.decide(HERE, apply(amount, currency))
        fc.pre(debited.outcome === 'debited')
        mesh.change(BOB, { state: 'closed' })
        // Rates that change in between change nothing: they were fixed with the debit.
        const meanwhile = new Mesh({}, {}, later)
        meanwhile.wallets.set(ALICE, mesh.wallets.get(ALICE) ?? wallet(ALICE))
        meanwhile.wallets.set(BOB, mesh.wallets.get(BOB) ?? wallet(BOB))
        meanwhile.decisions.push(debited)
        const bounced = meanwhile.decide(THERE, nextOf(debited))
        expect(bounced).toMatchObject({ outcome: 'bounced', reason: 'wallet_closed', originGroup: HERE, postings: [] })
        expect(meanwhile.held('transit')).toEqual({ [aliceCurrency]: debited.conversion.debit })
        expect(meanwhile.decide(HERE, nextOf(bounced))).toMatchObject({ outcome: 'decline', reason: 'wallet_closed' })
        expect([meanwhile.balance(ALICE), meanwhile.balance(BOB)]).toEqual([balance, 0n])
        for (const kind of ['transit', 'exchange', 'world'] as const) expect(meanwhile.held(kind)).toEqual({})
      }),
    )
  })

  test.each(['frozen', 'closed'] as const)(
    'is refunded to a wallet that was %s meanwhile: the money is its owner’s',
    (state) => {
      const mesh = new Mesh({ balance: 7n }, { group: THERE })
      const debited = mesh.decide(HERE, apply(7n, 'USD'))
      mesh.change(BOB, { state: 'closed' })
      mesh.change(ALICE, { state })
      mesh.decide(HERE, nextOf(mesh.decide(THERE, nextOf(debited))))
      expect(mesh.balance(ALICE)).toBe(7n)
    },
  )

  test('is refunded to the group in which the origin is by then', () => {
    const mesh = new Mesh({ balance: 7n }, { group: THERE })
    const debited = mesh.decide(HERE, apply(7n, 'USD'))
    mesh.change(ALICE, { group: 3 })
    mesh.change(BOB, { state: 'closed' })
    expect(mesh.decide(THERE, nextOf(debited))).toMatchObject({ outcome: 'bounced', originGroup: 3 })
  })

  test('bounces when the target has become too full for 64 bits', () => {
    const mesh = new Mesh({ balance: 7n }, { group: THERE, balance: AMOUNT_MAX - 6n })
    const bounced = mesh.decide(THERE, nextOf(mesh.decide(HERE, apply(7n, 'USD'))))
    expect(bounced).toMatchObject({ outcome: 'bounced', reason: 'balance_out_of_range' })
  })

  test('may come back to the group it came from, when the target has moved there meanwhile', () => {
    const mesh = new Mesh({ balance: 7n }, { group: THERE })
    const debited = mesh.decide(HERE, apply(7n, 'USD'))
    mesh.change(BOB, { group: HERE })
    expect(mesh.decide(HERE, nextOf(debited)).outcome).toBe('success')
    expect(mesh.held('transit')).toEqual({})
  })

  test('debits what converting says at the rates of that moment', () => {
    fc.assert(
      fc.property(anyTransfer, ({ amount, currency, aliceCurrency, bobCurrency, rates }) => {
        const mesh = new Mesh({ currency: aliceCurrency, floor: null }, { currency: bobCurrency, group: THERE }, rates)
        const debited = mesh.decide(HERE, apply(amount, currency))
        fc.pre(debited.outcome === 'debited')
        const rate = (code: string) => rates.get(code) ?? 0n
        const { debit, credit } = debited.conversion
        expect(debit).toBe(convert(amount, rate(currency), rate(aliceCurrency)))
        expect(credit).toBe(convert(amount, rate(currency), rate(bobCurrency)))
      }),
    )
  })
})
