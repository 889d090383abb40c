import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from './decide.ts'
import type { Decision } from './decision.ts'
import { parseRate, type Rates } from './exchange.ts'
import {
  type EndedOperation,
  GENESIS_HASH,
  hashJournal,
  type Journal,
  journalOf,
  operationFields,
  postingFields,
  systemAccountKey,
} from './journal.ts'
import {
  type Conversion,
  type Hold,
  type Operation,
  type QueuedStep,
  type Screening,
  type Wallet,
  walletOfStep,
} from './operation.ts'

const RATES: Rates = new Map([
  ['USD', parseRate('1') ?? 0n],
  ['EUR', parseRate('1.093809') ?? 0n],
  ['RUB', parseRate('0.009803') ?? 0n],
])
const AT = '2026-01-02 03:04:05.678901+00'

interface Queued {
  seq: number
  group: number
  step: QueuedStep
}

type Credit = QueuedStep & { step: 'credit' }

/** A batch that was read and decided but is not yet committed: its group is locked against moves. */
interface Draft {
  group: number
  claimed: readonly Queued[]
  strays: readonly Queued[]
  decisions: readonly Decision[]
  journal: Journal
}

/** Groups that apply their queues one batch at a time, each on its own, in memory. */
class Mesh {
  readonly wallets = new Map<number, Wallet>()
  readonly groups: readonly number[]
  readonly accepted: Operation[] = []
  readonly ended = new Map<string, EndedOperation>()
  readonly journals: Journal[] = []
  /** Operations in the order in which they were decided at the wallet that they start from. */
  readonly begun: Operation[] = []
  /** How often what happened. */
  readonly met = new Map<string, number>()
  readonly holds = new Map<string, Hold>()
  readonly #systemBalances = new Map<number, Map<string, bigint>>()
  readonly #positions = new Map<number, Map<number, bigint>>()
  readonly #drafts = new Map<number, Draft>()
  readonly #checks = new Map<string, Credit>()
  readonly #judged = new Set<string>()
  #queue: Queued[] = []
  #seq = 0

  constructor(groups: number, wallets: readonly Wallet[]) {
    this.groups = Array.from({ length: groups }, (_, i) => i + 1)
    for (const wallet of wallets) this.wallets.set(wallet.id, { ...wallet, group: (wallet.group % groups) + 1 })
  }

  wallet(id: number): Wallet {
    const wallet = this.wallets.get(id)
    if (wallet === undefined) throw new Error(`there is no wallet ${id}`)
    return wallet
  }

  accept(
    fields: Pick<Operation, 'kind' | 'originId' | 'targetId' | 'amount' | 'currency'> & { relatedId?: string },
    conversion?: Conversion,
    screening?: Screening,
  ): void {
    const id = `01890000-0000-7000-8000-${this.accepted.length.toString().padStart(12, '0')}`
    const operation: Operation = { id, acceptedAt: AT, relatedId: null, ...fields }
    this.accepted.push(operation)
    const step: QueuedStep = {
      step: 'apply',
      operation,
      ...(conversion === undefined ? {} : { conversion }),
      ...(screening === undefined ? {} : { screening }),
    }
    if (operation.kind === 'hold' || operation.kind === 'charge') this.#request(operation)
    this.#enqueue(this.wallet(walletOfStep(step)).group, step)
  }

  #request({ id, kind, originId, targetId }: Operation): void {
    const rest = { amount: 0n, captured: 0n, refunded: 0n, endedBy: null }
    const expiresAt = kind === 'hold' ? '2026-02-01 00:00:00+00' : null
    this.holds.set(id, { id, walletId: originId ?? targetId ?? 0, state: 'requested', expiresAt, ...rest })
  }

  /** Ends a hold that was ever asked for, in whatever state it is. */
  end(
    kind: 'capture' | 'release' | 'expiry' | 'payout' | 'card_refund',
    pick: number,
    targetId: number,
    amount: bigint,
  ): void {
    const hold = [...this.holds.values()][pick % this.holds.size]
    if (hold === undefined || (kind === 'capture' && hold.walletId === targetId)) return
    const { id: relatedId, walletId: originId } = hold
    const parties = { originId, targetId: kind === 'capture' ? targetId : null }
    this.accept({ kind, ...parties, amount, currency: this.wallet(originId).currency, relatedId })
  }

  /** Takes an applied operation between wallets back, once while that is not declined. */
  reverse(pick: number): void {
    const applied = [...this.ended.values()].filter(
      ({ status, operation: { kind } }) =>
        status === 'success' && ['deposit', 'transfer', 'withdrawal', 'capture'].includes(kind),
    )
    const original = applied[pick % applied.length]
    if (original?.conversion == null) return
    const { operation, conversion } = original
    const tries = this.accepted.filter(({ kind, relatedId }) => kind === 'reversal' && relatedId === operation.id)
    if (tries.some(({ id }) => this.ended.get(id)?.status !== 'decline')) return
    const { id: relatedId, originId: targetId, targetId: originId, amount, currency } = operation
    const { debit, credit, rates } = conversion
    const swapped = rates === null ? null : { request: rates.request, origin: rates.target, target: rates.origin }
    this.accept(
      { kind: 'reversal', originId, targetId, amount, currency, relatedId },
      { debit: credit, credit: debit, rates: swapped },
    )
  }

  #enqueue(group: number, step: QueuedStep): void {
    this.#seq += 1
    this.#queue.push({ seq: this.#seq, group, step })
  }

  begin(group: number, sizeMax: number): void {
    if (this.#drafts.has(group)) return
    const claimed = this.#queue.filter((queued) => queued.group === group).slice(0, sizeMax)
    const isStray = ({ step }: Queued) => this.wallet(walletOfStep(step)).group !== group
    const steps = claimed.filter((queued) => !isStray(queued)).map((queued) => queued.step)
    // As it is now: what other groups do to their wallets later is not seen.
    const wallets = new Map([...this.wallets].map(([id, wallet]) => [id, { ...wallet }]))
    const decisions = decide(steps, { group, wallets, holds: new Map(this.holds), rates: RATES })
    const head = this.journals.findLast((journal) => journal.group === group) ?? null
    const systemBalances = this.#systemBalances.get(group) ?? new Map<string, bigint>()
    const positions = this.#positions.get(group) ?? new Map<number, bigint>()
    const journal = journalOf(decisions, { group, epoch: 1n, at: AT, head, wallets, systemBalances, positions })
    this.#drafts.set(group, { group, claimed, strays: claimed.filter(isStray), decisions, journal })
  }

  commit(group: number): void {
    const draft = this.#drafts.get(group)
    this.#drafts.delete(group)
    if (draft === undefined || draft.claimed.length === 0) return
    const { claimed, strays, decisions, journal } = draft
    const done = new Set(claimed.filter((queued) => !strays.includes(queued)))
    this.#queue = this.#queue.filter((queued) => !done.has(queued))
    for (const stray of strays) this.#retag(stray)
    for (const met of [...strays.map(() => 'stray'), ...decisions.map((decision) => decision.outcome)]) {
      this.met.set(met, (this.met.get(met) ?? 0) + 1)
    }
    for (const { step } of done) if (step.step === 'apply') this.begun.push(step.operation)
    for (const one of journal.ended) {
      if (this.ended.has(one.operation.id)) throw new Error(`operation ${one.operation.id} ended twice`)
      this.ended.set(one.operation.id, one)
    }
    for (const { walletId, before, after, heldBefore, heldAfter } of journal.balances) {
      const wallet = this.wallet(walletId)
      if (wallet.balance !== before || wallet.held !== heldBefore || wallet.group !== group)
        throw new Error(`wallet ${walletId} was written by others`)
      this.wallets.set(walletId, { ...wallet, balance: after, held: heldAfter })
    }
    for (const { before, after } of journal.holds) {
      if (this.holds.get(after.id)?.state !== before.state) throw new Error(`hold ${after.id} was written by others`)
      this.holds.set(after.id, after)
      this.met.set(after.state, (this.met.get(after.state) ?? 0) + 1)
    }
    const balances = this.#systemBalances.get(group) ?? new Map<string, bigint>()
    for (const line of journal.systemPostings) balances.set(systemAccountKey(line.kind, line.currency), line.balance)
    this.#systemBalances.set(group, balances)
    const positions = this.#positions.get(group) ?? new Map<number, bigint>()
    for (const { bankId, balance } of journal.positions) positions.set(bankId, balance)
    this.#positions.set(group, positions)
    for (const { group, step } of journal.next) {
      if (step.step === 'credit' && step.screening !== undefined) this.#checks.set(step.operation.id, step)
      else this.#enqueue(group, step)
    }
    this.journals.push(journal)
  }

  /** A verdict on a transfer that was ever screened: one that comes late, or again, changes nothing. */
  judge(pick: number, isAllowed: boolean): void {
    const check = [...this.#checks.values()][pick % this.#checks.size]
    if (check === undefined || this.#judged.has(check.operation.id)) return
    this.#judged.add(check.operation.id)
    const { operation, conversion } = check
    const step: QueuedStep = isAllowed
      ? { step: 'credit', operation, conversion }
      : { step: 'refund', operation, conversion, reason: 'rejected_fraud' }
    this.#enqueue(this.wallet(walletOfStep(step)).group, step)
    this.met.set(isAllowed ? 'allowed' : 'rejected', (this.met.get(isAllowed ? 'allowed' : 'rejected') ?? 0) + 1)
  }

  #unjudged(): Credit[] {
    return [...this.#checks.values()].filter(({ operation }) => !this.#judged.has(operation.id))
  }

  #retag(queued: Queued): void {
    queued.group = this.wallet(walletOfStep(queued.step)).group
  }

  /** Takes both groups alone, so it waits while one of them has a batch under way. */
  move(id: number, to: number): void {
    const wallet = this.wallet(id)
    if (this.#drafts.has(wallet.group) || this.#drafts.has(to)) return
    const own = this.#queue.filter(({ group, step }) => group === wallet.group && walletOfStep(step) === id)
    this.wallets.set(id, { ...wallet, group: to })
    for (const queued of own) this.#retag(queued)
  }

  close(id: number): void {
    const wallet = this.wallet(id)
    if (wallet.bankId === null && wallet.held === 0n && !this.#drafts.has(wallet.group))
      this.wallets.set(id, { ...wallet, state: 'closed' })
  }

  /** Applies until nothing waits. Throws when that does not come to an end. */
  drain(): void {
    for (let round = 0; round < 10 + this.accepted.length * 3; round += 1) {
      for (const group of this.groups) this.commit(group)
      if (this.#queue.length === 0 && this.#unjudged().length === 0) return
      for (let pick = 0; pick < this.#checks.size; pick += 1) this.judge(pick, (pick + round) % 2 === 0)
      for (const group of this.groups) this.begin(group, 3)
    }
    throw new Error(`${this.#queue.length} steps are stuck`)
  }

  /** Of system accounts whose key begins like this, and of wallets, by currency. */
  sums(prefix: string, withWallets: boolean): Record<string, bigint> {
    const sums: Record<string, bigint> = {}
    const add = (currency: string, amount: bigint) => {
      sums[currency] = (sums[currency] ?? 0n) + amount
    }
    for (const balances of this.#systemBalances.values()) {
      for (const [key, balance] of balances) if (key.startsWith(prefix)) add(key.split(':')[1] ?? '', balance)
    }
    if (withWallets) for (const { currency, balance } of this.wallets.values()) add(currency, balance)
    return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0n))
  }

  /** What each bank is owed, by the groups' positions. */
  positions(): Map<number, bigint> {
    const sums = new Map<number, bigint>()
    for (const positions of this.#positions.values()) {
      for (const [bankId, balance] of positions) sums.set(bankId, (sums.get(bankId) ?? 0n) + balance)
    }
    return sums
  }

  /** What each bank is owed, by the balances of its accounts and what is on its way to them. */
  owed(): Map<number, bigint> {
    const sums = new Map<number, bigint>()
    const add = ({ bankId }: Wallet, amount: bigint) => {
      if (bankId !== null) sums.set(bankId, (sums.get(bankId) ?? 0n) + amount)
    }
    for (const wallet of this.wallets.values()) add(wallet, wallet.balance)
    for (const { step } of this.#queue) {
      if (step.step === 'credit') add(this.wallet(walletOfStep(step)), step.conversion.credit)
      if (step.step === 'refund') add(this.wallet(walletOfStep(step)), step.conversion.debit)
    }
    return sums
  }

  /** What the open holds reserve of each wallet. */
  reserved(): Map<number, bigint> {
    const sums = new Map([...this.wallets.keys()].map((id) => [id, 0n]))
    for (const { walletId, state, amount, refunded } of this.holds.values()) {
      if (state === 'held') sums.set(walletId, (sums.get(walletId) ?? 0n) + amount - refunded)
    }
    return sums
  }

  /** What the queue says is on its way, by currency. */
  onTheirWay(): Record<string, bigint> {
    const sums: Record<string, bigint> = {}
    for (const step of [...this.#queue.map((queued) => queued.step), ...this.#unjudged()]) {
      if (step.step === 'apply') continue
      const isCredit = step.step === 'credit' || step.reason === 'rejected_fraud'
      const { currency } = this.wallet((isCredit ? step.operation.targetId : step.operation.originId) ?? 0)
      sums[currency] = (sums[currency] ?? 0n) + (isCredit ? step.conversion.credit : step.conversion.debit)
    }
    return sums
  }
}

type Act = (mesh: Mesh) => void

const WALLETS = 7
/** Wallets after the others: two of one bank, one of each of two more. */
const ACCOUNT_BANKS = [1, 1, 2, 3]
const ACCOUNTS = ACCOUNT_BANKS.map((_, i) => WALLETS + 1 + i)
const anyId = fc.integer({ min: 1, max: WALLETS })
const anyCurrency = fc.constantFrom('USD', 'EUR', 'RUB')
const anyAmount = fc.oneof(fc.bigInt(1n, 40n), fc.bigInt(1n, 2_000_000n))

const anyWallets = fc
  .array(fc.tuple(fc.nat(), anyCurrency, fc.constantFrom(0n, 0n, -1_000_000n, null)), {
    minLength: WALLETS,
    maxLength: WALLETS,
  })
  .map((all) =>
    all.map(([group, currency, floor], i): Wallet => {
      return { id: i + 1, group, currency, floor, state: 'open', balance: 0n, held: 0n, bankId: null }
    }),
  )
const anyAccounts = fc.array(fc.nat(), { minLength: ACCOUNTS.length, maxLength: ACCOUNTS.length }).map((groups) =>
  groups.map((group, i): Wallet => {
    const bankId = ACCOUNT_BANKS[i] ?? 1
    return { id: WALLETS + 1 + i, group, currency: 'USD', floor: null, state: 'open', balance: 0n, held: 0n, bankId }
  }),
)
const anyAccount = fc.constantFrom(...ACCOUNTS)
const anyOf = fc.oneof({ weight: 2, arbitrary: anyId }, { weight: 1, arbitrary: anyAccount })

const anyGroup = (mesh: Mesh, pick: number) => mesh.groups[pick % mesh.groups.length] ?? 1
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.tuple(anyId, anyAmount, anyCurrency, fc.constantFrom('withdrawal' as const, 'hold' as const)).map(
      ([originId, amount, currency, kind]): Act =>
        (mesh) =>
          mesh.accept({ kind, originId, targetId: null, amount, currency }),
    ),
  },
  {
    weight: 7,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          ...(['capture', 'capture', 'release', 'expiry', 'payout', 'payout', 'card_refund', 'card_refund'] as const),
        ),
        fc.nat(),
        anyId,
        anyAmount,
      )
      .map(([kind, pick, targetId, amount]): Act => {
        return (mesh) => mesh.end(kind, pick, targetId, amount)
      }),
  },
  {
    weight: 2,
    arbitrary: fc.nat().map(
      (pick): Act =>
        (mesh) =>
          mesh.reverse(pick),
    ),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(anyId, anyAmount, anyCurrency)
      .map(([id, amount, currency]) => accept(null, id, amount, currency)),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(anyId, anyAmount, anyCurrency).map(([targetId, amount, currency]): Act => {
      return (mesh) => mesh.accept({ kind: 'charge', originId: null, targetId, amount, currency })
    }),
  },
  {
    weight: 6,
    arbitrary: fc.tuple(anyId, anyId, anyAmount, anyCurrency).map(([from, to, amount, currency]) => {
      return from === to ? accept(null, to, amount, currency) : accept(from, to, amount, currency)
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(anyId, anyId, anyAmount, anyCurrency)
      .filter(([originId, targetId]) => originId !== targetId)
      .map(([originId, targetId, amount, currency]): Act => {
        const fields = { kind: 'transfer' as const, originId, targetId, amount, currency }
        return (mesh) => mesh.accept(fields, undefined, { requestId: null })
      }),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.nat(), fc.boolean()).map(
      ([pick, isAllowed]): Act =>
        (mesh) =>
          mesh.judge(pick, isAllowed),
    ),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(anyAccount, anyAccount, anyAmount, fc.constantFrom('payment' as const, 'reversal' as const))
      .filter(([originId, targetId]) => originId !== targetId)
      .map(([originId, targetId, amount, kind]): Act => {
        return (mesh) => mesh.accept({ kind, originId, targetId, amount, currency: 'USD' })
      }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(anyAccount, anyAmount, fc.boolean()).map(([id, amount, paidOut]): Act => {
      const parties = paidOut ? { originId: id, targetId: null } : { originId: null, targetId: id }
      return (mesh) => mesh.accept({ kind: 'settlement', ...parties, amount, currency: 'USD' })
    }),
  },
  {
    // What ingest lets nobody do: it ends as a decline.
    weight: 1,
    arbitrary: fc.tuple(anyId, anyAccount, anyAmount, fc.boolean()).map(([id, account, amount, out]): Act => {
      const [originId, targetId] = out ? [id, account] : [account, id]
      return (mesh) => mesh.accept({ kind: out ? 'transfer' : 'payment', originId, targetId, amount, currency: 'USD' })
    }),
  },
  {
    weight: 6,
    arbitrary: fc.tuple(fc.nat(), fc.integer({ min: 1, max: 4 })).map(([pick, size]): Act => {
      return (mesh) => mesh.begin(anyGroup(mesh, pick), size)
    }),
  },
  {
    weight: 6,
    arbitrary: fc.nat().map(
      (pick): Act =>
        (mesh) =>
          mesh.commit(anyGroup(mesh, pick)),
    ),
  },
  {
    weight: 8,
    arbitrary: fc.tuple(anyOf, fc.nat()).map(
      ([id, pick]): Act =>
        (mesh) =>
          mesh.move(id, anyGroup(mesh, pick)),
    ),
  },
  {
    weight: 1,
    arbitrary: anyId.map(
      (id): Act =>
        (mesh) =>
          mesh.close(id),
    ),
  },
)

function accept(originId: number | null, targetId: number, amount: bigint, currency: string): Act {
  const kind = originId === null ? 'deposit' : 'transfer'
  return (mesh) => mesh.accept({ kind, originId, targetId, amount, currency })
}

const anyStory = fc.record({
  groups: fc.integer({ min: 1, max: 4 }),
  wallets: fc.tuple(anyWallets, anyAccounts).map((all) => all.flat()),
  acts: fc.array(anyAct, { minLength: 20, maxLength: 120, size: 'max' }),
})

function assertChains(journals: readonly Journal[]): void {
  const heads = new Map<number, { seq: bigint; hash: Buffer }>()
  for (const journal of journals) {
    const head = heads.get(journal.group) ?? { seq: 0n, hash: GENESIS_HASH }
    expect(journal.seq).toBe(head.seq + 1n)
    expect(journal.previousHash).toEqual(head.hash)
    const rows = {
      operations: journal.ended.map(operationFields),
      postings: journal.postings.map(postingFields),
      systemPostings: journal.systemPostings.map(
        (line) => [line.kind, line.currency, line.amount, line.balance] as const,
      ),
    }
    expect(hashJournal({ ...journal, ...rows })).toEqual(journal.hash)
    heads.set(journal.group, journal)
  }
}

/** What the successful operations alone say that every wallet has. */
function balancesBySuccesses(mesh: Mesh): Map<number, bigint> {
  const balances = new Map([...mesh.wallets.keys()].map((id) => [id, 0n]))
  const add = (id: number, amount: bigint) => balances.set(id, (balances.get(id) ?? 0n) + amount)
  for (const { status, operation, conversion } of mesh.ended.values()) {
    if (status !== 'success' || conversion === null || operation.kind === 'hold') continue
    if (operation.targetId !== null) add(operation.targetId, conversion.credit ?? 0n)
    if (operation.originId !== null) add(operation.originId, -(conversion.debit ?? 0n))
  }
  return balances
}

/** What ended each hold, by the operations: a capture ends it also when its credit came back. */
function endsOf(mesh: Mesh): Map<string, string | null> {
  const ends = new Map<string, string | null>([...mesh.holds.keys()].map((id) => [id, null]))
  for (const { status, operation, conversion } of mesh.ended.values()) {
    if (!['capture', 'release', 'expiry', 'payout', 'card_refund'].includes(operation.kind)) continue
    if (operation.relatedId === null || (status === 'decline' && conversion === null)) continue
    if (operation.kind === 'card_refund' && mesh.holds.get(operation.relatedId)?.endedBy !== operation.id) continue
    expect(ends.get(operation.relatedId)).toBeNull()
    ends.set(operation.relatedId, operation.id)
  }
  return ends
}

/** What card refunds took of each hold, by the operations. */
function refundsOf(mesh: Mesh): Map<string, bigint> {
  const refunds = new Map([...mesh.holds.keys()].map((id) => [id, 0n]))
  for (const { status, operation, conversion } of mesh.ended.values()) {
    const { kind, relatedId } = operation
    if (kind !== 'card_refund' || status === 'decline' || relatedId === null) continue
    refunds.set(relatedId, (refunds.get(relatedId) ?? 0n) + (conversion?.debit ?? 0n))
  }
  return refunds
}

describe('a mesh of groups, in whatever order they act, while wallets move and close', () => {
  const met = new Map<string, number>()

  test('ends every operation exactly once, keeps every promise about money, and leaves nothing in transit', () => {
    fc.assert(
      fc.property(anyStory, ({ groups, wallets, acts }) => {
        const mesh = new Mesh(groups, wallets)
        for (const act of acts) {
          act(mesh)
          expect(mesh.sums('', true)).toEqual({})
          expect(mesh.sums('transit', false)).toEqual(mesh.onTheirWay())
          expect(new Map([...mesh.wallets.values()].map(({ id, held }) => [id, held]))).toEqual(mesh.reserved())
          // A bank's position is what its accounts sum to, and all of them what was not settled yet.
          const positions = mesh.positions()
          for (const [bankId, sum] of mesh.owed()) expect(positions.get(bankId) ?? 0n).toBe(sum)
          const total = [...positions.values()].reduce((sum, position) => sum + position, 0n)
          expect(total).toBe(-(mesh.sums('settlement', false).USD ?? 0n))
        }
        mesh.drain()
        for (const [what, times] of mesh.met) met.set(what, (met.get(what) ?? 0) + times)

        expect([...mesh.ended.keys()].sort()).toEqual(mesh.accepted.map(({ id }) => id))
        expect(mesh.sums('', true)).toEqual({})
        expect(mesh.sums('transit', false)).toEqual({})
        const balances = new Map([...mesh.wallets.values()].map(({ id, balance }) => [id, balance]))
        expect(balances).toEqual(balancesBySuccesses(mesh))
        for (const { balance, held, floor } of mesh.wallets.values()) {
          expect(floor === null || balance - held >= floor).toBe(true)
        }
        expect(endsOf(mesh)).toEqual(new Map([...mesh.holds.values()].map(({ id, endedBy }) => [id, endedBy])))
        expect(refundsOf(mesh)).toEqual(new Map([...mesh.holds.values()].map(({ id, refunded }) => [id, refunded])))
        for (const { amount, refunded } of mesh.holds.values()) expect(refunded <= amount).toBe(true)
        assertChains(mesh.journals)
      }),
      { numRuns: 1_500 },
    )
    // The stories met everything that can happen.
    expect([...met.keys()].sort()).toEqual([
      'allowed',
      'bounced',
      'captured',
      'debited',
      'decline',
      'declined',
      'expired',
      'held',
      'paid_out',
      'refunded',
      'rejected',
      'released',
      'stray',
      'success',
    ])
  })

  test('decides the operations of one wallet in the order in which they were accepted', () => {
    fc.assert(
      fc.property(anyStory, ({ groups, wallets, acts }) => {
        const mesh = new Mesh(groups, wallets)
        for (const act of acts) act(mesh)
        mesh.drain()
        for (const id of mesh.wallets.keys()) {
          const ofWallet = ({ originId, targetId }: Operation) => (originId ?? targetId) === id
          expect(mesh.begun.filter(ofWallet)).toEqual(mesh.accepted.filter(ofWallet))
        }
      }),
      { numRuns: 200 },
    )
  })
})
