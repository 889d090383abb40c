import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from './decide.ts'
import type { Decision, SystemMovement } from './decision.ts'
import { parseRate, type Rates } from './exchange.ts'
import {
  type CanonicalJournal,
  GENESIS_HASH,
  hashJournal,
  type Journal,
  type JournalContext,
  journalOf,
  operationFields,
  postingFields,
  systemAccountKey,
} from './journal.ts'
import type { QueuedStep, Wallet } from './operation.ts'

const RATES: Rates = new Map([
  ['USD', parseRate('1') ?? 0n],
  ['EUR', parseRate('1.093809') ?? 0n],
])
const AT = '2026-01-02 03:04:05.678901+00'

const wallets = new Map<number, Wallet>(
  [
    { id: 1, group: 1, currency: 'USD' },
    { id: 2, group: 1, currency: 'EUR' },
    { id: 3, group: 1, currency: 'USD', state: 'closed' as const },
    { id: 4, group: 2, currency: 'EUR' },
  ].map((fields) => [fields.id, { state: 'open', balance: 1_000_000n, held: 0n, floor: 0n, bankId: null, ...fields }]),
)

let operations = 0
function step(originId: number | null, targetId: number, amount: bigint, currency = 'USD'): QueuedStep {
  operations += 1
  const id = `01890000-0000-7000-8000-${operations.toString().padStart(12, '0')}`
  const kind = originId === null ? 'deposit' : 'transfer'
  return {
    step: 'apply',
    operation: { id, kind, originId, targetId, amount, currency, acceptedAt: AT, relatedId: null },
  }
}

const arrived = { debit: 11n, credit: 10n, rates: null }
const credit = (step: QueuedStep): QueuedStep => ({ ...step, step: 'credit', conversion: arrived })
const refund = (step: QueuedStep): QueuedStep => ({
  ...step,
  step: 'refund',
  conversion: arrived,
  reason: 'wallet_closed',
})

/** One of every kind: deposit, conversion, to another group, decline, credit, bounce, refund. */
const EVERYTHING = [
  step(null, 1, 500n),
  step(1, 2, 300n),
  step(1, 4, 200n),
  step(2, 4, 200n, 'EUR'),
  step(1, 3, 100n),
  step(1, 2, 10n ** 15n),
  credit(step(4, 2, 10n, 'EUR')),
  credit(step(4, 3, 10n)),
  refund(step(1, 4, 10n)),
]

const decideAll = (steps: readonly QueuedStep[]) => decide(steps, { group: 1, wallets, holds: new Map(), rates: RATES })

function write(decisions: readonly Decision[], context: Partial<JournalContext> = {}): Journal {
  const rest = {
    group: 1,
    epoch: 7n,
    at: AT,
    head: null,
    wallets,
    systemBalances: new Map<string, bigint>(),
    positions: new Map<number, bigint>(),
  }
  return journalOf(decisions, { ...rest, ...context })
}

const anyStep = fc
  .record({ pick: fc.nat(EVERYTHING.length - 1), amount: fc.bigInt(1n, 800_000n) })
  .map(({ pick, amount }): QueuedStep => {
    const [model = step(null, 1, 1n)] = EVERYTHING.slice(pick)
    const { originId, targetId, currency } = model.operation
    return { ...model, operation: step(originId, targetId ?? 0, amount, currency).operation }
  })
const anySteps = fc.array(anyStep, { minLength: 1, maxLength: 12 })

describe('a journal', () => {
  test('continues the chain of its group: the next number, and the hash of the one before it', () => {
    const first = write(decideAll(EVERYTHING))
    expect(first).toMatchObject({ seq: 1n, previousHash: GENESIS_HASH, epoch: 7n, at: AT, group: 1 })
    const second = write(decideAll(EVERYTHING), { head: first })
    expect(second).toMatchObject({ seq: 2n, previousHash: first.hash })
    expect(second.hash).not.toEqual(first.hash)
    expect(second.hash).toHaveLength(32)
  })

  test('ends each operation that was decided for good, in order, and queues the rest with the group of their wallet', () => {
    const journal = write(decideAll(EVERYTHING))
    expect(journal.ended.map(({ status, reason }) => reason ?? status)).toEqual([
      ...['success', 'success', 'wallet_closed', 'insufficient_funds', 'success', 'wallet_closed'],
    ])
    expect(journal.next.map(({ group, step }) => [group, step.step, step.operation])).toEqual([
      [2, 'credit', EVERYTHING[2]?.operation],
      [2, 'credit', EVERYTHING[3]?.operation],
      [2, 'refund', EVERYTHING[7]?.operation],
    ])
    const ids = [...journal.ended, ...journal.next.map((next) => next.step)].map(({ operation }) => operation.id)
    expect(ids.sort()).toEqual(EVERYTHING.map(({ operation }) => operation.id).sort())
  })

  test('sums to zero in every currency', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const { postings, systemPostings } = write(decideAll(steps))
        const sums = new Map<string, bigint>()
        for (const { currency, amount } of [...postings, ...systemPostings]) {
          sums.set(currency, (sums.get(currency) ?? 0n) + amount)
        }
        expect([...sums.values()].filter((sum) => sum !== 0n)).toEqual([])
      }),
    )
  })

  test('has one line per system account, never zero, sorted, that continues the account’s balance', () => {
    const anyBalances = fc.dictionary(
      fc.constantFrom('world:USD', 'exchange:USD', 'exchange:EUR', 'transit:USD', 'transit:EUR'),
      fc.bigInt(-(10n ** 37n), 10n ** 37n),
    )
    fc.assert(
      fc.property(anySteps, anyBalances, (steps, balances) => {
        const decisions = decideAll(steps)
        const systemBalances = new Map(Object.entries(balances))
        const { systemPostings } = write(decisions, { systemBalances })
        const expected = new Map<string, bigint>()
        for (const { kind, currency, amount } of decisions.flatMap(
          (decision): SystemMovement[] => decision.movements,
        )) {
          const key = systemAccountKey(kind, currency)
          expected.set(key, (expected.get(key) ?? 0n) + amount)
        }
        const lines = [...expected].filter(([, amount]) => amount !== 0n).sort(([a], [b]) => (a < b ? -1 : 1))
        expect(systemPostings.map((line) => [systemAccountKey(line.kind, line.currency), line.amount])).toEqual(lines)
        expect(systemPostings.map((line) => line.balance)).toEqual(
          lines.map(([key, amount]) => (systemBalances.get(key) ?? 0n) + amount),
        )
      }),
    )
  })

  test('changes each touched wallet’s balance once, from what was read to what its last posting says', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const { balances, postings } = write(decideAll(steps))
        const ids = balances.map((change) => change.walletId)
        expect(new Set(ids).size).toBe(ids.length)
        expect(new Set(ids)).toEqual(new Set(postings.map((posting) => posting.walletId)))
        for (const { walletId, before, after } of balances) {
          const own = postings.filter((posting) => posting.walletId === walletId)
          expect(before).toBe(wallets.get(walletId)?.balance)
          expect(after).toBe(before + own.reduce((sum, posting) => sum + posting.amount, 0n))
          expect(after).toBe(own.at(-1)?.balance)
        }
      }),
    )
  })

  test('is not written at all when its lines do not sum to zero', () => {
    const [decision, ...others] = decideAll(EVERYTHING)
    if (decision === undefined) throw new Error('nothing was decided')
    const oneTooMuch: Decision = { ...decision, movements: [{ kind: 'world', currency: 'USD', amount: -499n }] }
    expect(() => write([oneTooMuch, ...others])).toThrow('does not sum to zero: 1 USD')
    const wrongCurrency: Decision = { ...decision, movements: [{ kind: 'world', currency: 'EUR', amount: -500n }] }
    expect(() => write([wrongCurrency])).toThrow('does not sum to zero')
  })

  test('is not written for a wallet that was not read', () => {
    expect(() => write(decideAll([step(null, 1, 5n)]), { wallets: new Map() })).toThrow('wallet 1')
  })
})

/** The journal as it is stored and read again. */
function canonical(journal: Journal): CanonicalJournal {
  return {
    ...journal,
    operations: journal.ended.map(operationFields),
    postings: journal.postings.map(postingFields),
    systemPostings: journal.systemPostings.map((line) => [line.kind, line.currency, line.amount, line.balance]),
  }
}

type Rows = 'operations' | 'postings' | 'systemPostings'
const ROWS: readonly Rows[] = ['operations', 'postings', 'systemPostings']

type Field = string | number | bigint | null

/** Another value of the same kind, as close to the present one as possible. */
function changed(value: Field): Field {
  if (value === null) return '0'
  return typeof value === 'string' ? `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}` : BigInt(value) + 1n
}

/** Every journal that differs from this one in a single field, named. */
function* mutants(journal: CanonicalJournal): Generator<[string, CanonicalJournal]> {
  for (const key of ['group', 'seq', 'epoch', 'at'] as const) yield [key, { ...journal, [key]: changed(journal[key]) }]
  for (let bit = 0; bit < 256; bit += 1) {
    const previousHash = Buffer.from(journal.previousHash)
    previousHash.writeUInt8(previousHash.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
    yield [`bit ${bit} of the previous hash`, { ...journal, previousHash }]
  }
  for (const rows of ROWS) {
    for (const [at, fields] of journal[rows].entries()) {
      for (const [i, value] of fields.entries()) {
        yield [
          `${rows}[${at}][${i}]`,
          { ...journal, [rows]: journal[rows].with(at, fields.with(i, changed(value)) as never) },
        ]
        if (value === null) continue
        yield [`no ${rows}[${at}][${i}]`, { ...journal, [rows]: journal[rows].with(at, fields.with(i, null) as never) }]
      }
    }
  }
}

/** Every journal in which rows are missing, doubled or in another order. */
function* reordered(journal: CanonicalJournal): Generator<[string, CanonicalJournal]> {
  for (const rows of ROWS) {
    const lines: readonly unknown[] = journal[rows]
    for (const [at, line] of lines.entries()) {
      yield [`without ${rows}[${at}]`, { ...journal, [rows]: lines.toSpliced(at, 1) }]
      yield [`${rows}[${at}] twice`, { ...journal, [rows]: lines.toSpliced(at, 0, line) }]
      if (at === 0) continue
      yield [`${rows}[${at}] first`, { ...journal, [rows]: [line, ...lines.toSpliced(at, 1)] }]
    }
  }
}

describe('the hash of a journal', () => {
  const journal = write(decideAll(EVERYTHING), { head: { seq: 41n, hash: Buffer.alloc(32, 0xa5) } })

  test('is the one of its stored rows', () => {
    expect(hashJournal(canonical(journal))).toEqual(journal.hash)
    fc.assert(
      fc.property(anySteps, (steps) =>
        hashJournal(canonical(write(decideAll(steps)))).equals(write(decideAll(steps)).hash),
      ),
    )
  })

  test('is the same for what Postgres prints as for what was computed', () => {
    const printed = JSON.parse(
      JSON.stringify(canonical(journal), (key, value) =>
        key !== 'previousHash' && (typeof value === 'bigint' || typeof value === 'number') ? String(value) : value,
      ),
    )
    expect(hashJournal({ ...printed, previousHash: journal.previousHash })).toEqual(journal.hash)
  })

  test('differs when any single field differs, and all these hashes differ from each other', () => {
    const hashes = new Map<string, string>([[journal.hash.toString('hex'), 'the journal']])
    let count = 0
    for (const [name, mutant] of [...mutants(canonical(journal)), ...reordered(canonical(journal))]) {
      const hash = hashJournal(mutant).toString('hex')
      expect(hashes.get(hash), name).toBeUndefined()
      hashes.set(hash, name)
      count += 1
    }
    // 6 operations of 14 fields, 9 postings of 9, 5 system lines of 4, and a previous hash of 256 bits.
    expect(count).toBeGreaterThan(4 + 256 + 6 * 14 + 9 * 9 + 5 * 4)
  })

  test('differs when anything that was decided differs', () => {
    const [deposit, conversion, , , declined] = decideAll(EVERYTHING)
    if (deposit?.outcome !== 'success' || conversion?.outcome !== 'success' || declined?.outcome !== 'decline') {
      throw new Error('decided otherwise')
    }
    const rates = conversion.conversion.rates ?? { request: 0n, origin: null, target: 0n }
    const withRates = (change: Partial<typeof rates>): Decision => ({
      ...conversion,
      conversion: { ...conversion.conversion, rates: { ...rates, ...change } },
    })
    const withOperation = (change: object): Decision => ({ ...deposit, operation: { ...deposit.operation, ...change } })
    const variants: readonly (readonly Decision[])[] = [
      [withOperation({ id: '01890000-0000-7000-8000-ffffffffffff' }), conversion, declined],
      [withOperation({ targetId: 2 }), conversion, declined],
      [withOperation({ originId: 2 }), conversion, declined],
      [withOperation({ amount: 501n }), conversion, declined],
      [withOperation({ currency: 'EUR' }), conversion, declined],
      [withOperation({ acceptedAt: '2026-01-02 03:04:05.678902+00' }), conversion, declined],
      [deposit, withRates({ request: rates.request + 1n }), declined],
      [deposit, withRates({ origin: (rates.origin ?? 0n) + 1n }), declined],
      [deposit, withRates({ target: (rates.target ?? 0n) + 1n }), declined],
      [deposit, conversion, { ...declined, reason: 'wallet_frozen' }],
      [deposit, conversion],
      [conversion, deposit, declined],
    ]
    const hashes = [[deposit, conversion, declined], ...variants].map((decisions) =>
      write(decisions).hash.toString('hex'),
    )
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  test('is the published form: SHA-256 of the previous hash and one line a row', () => {
    const form: CanonicalJournal = {
      ...{ group: 1, seq: 2n, epoch: 3n, at: AT, previousHash: GENESIS_HASH },
      operations: [['id', 'deposit', 'success', null, null, 1, 5n, 'USD', null, 5n, null, null, null, AT, null]],
      postings: [[1, 'id', 'deposit', 5n, 'USD', 5n, 5n, 'USD', AT]],
      systemPostings: [['world', 'USD', -5n, -5n]],
    }
    // sha256sum of 32 zero bytes followed by the four lines without a line feed at the end.
    expect(hashJournal(form).toString('hex')).toBe('435d57b115b7a2d1fdb67e0f38b929e005746b22600e163447c288de54bd0fd6')
  })
})
