import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideChecks } from '../../common/fraud/decide-checks.ts'
import { decide } from '../../ledger/decide.ts'
import { parseRate, type Rates } from '../../ledger/exchange.ts'
import { AMOUNT_MAX } from '../../ledger/money.ts'
import {
  type Conversion,
  type Hold,
  type Operation,
  type QueuedStep,
  type Screening,
  type TransferConversion,
  type Wallet,
  walletOfStep,
} from '../../ledger/operation.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type EndedRow, TestLedger } from './fixtures/ledger.ts'

const GROUPS = [1, 2, 3]
const CODES = ['USD', 'EUR', 'RUB', 'THB']
const RATES: Rates = new Map(
  ['1', '1.093809', '0.009803', '0.029758'].map((text, i) => [CODES[i] ?? '', parseRate(text) ?? 0n]),
)

/** The same mesh without a database: plain balances, a list for a queue, and the pure deciding. */
class PureMesh {
  readonly wallets = new Map<number, Wallet>()
  readonly holds = new Map<string, Hold>()
  readonly operations = new Map<string, Operation>()
  readonly ended = new Map<string, EndedRow>()
  /** Every screened transfer that was debited, and which of them had a verdict. */
  readonly checks = new Map<string, { operation: Operation; conversion: TransferConversion }>()
  readonly judged = new Set<string>()
  /** What each bank is owed. */
  readonly positions = new Map<number, bigint>()
  #queue: { group: number; step: QueuedStep }[] = []

  queue(operation: Operation, conversion?: Conversion, screening?: Screening): void {
    this.operations.set(operation.id, operation)
    const { kind, originId, targetId } = operation
    if (kind === 'hold' || kind === 'charge') {
      const rest = { amount: 0n, captured: 0n, refunded: 0n, endedBy: null }
      const expiresAt = kind === 'hold' ? '9999-01-01 00:00:00+00' : null
      const walletId = originId ?? targetId ?? 0
      this.holds.set(operation.id, { id: operation.id, walletId, state: 'requested', expiresAt, ...rest })
    }
    const step: QueuedStep = {
      step: 'apply',
      operation,
      ...(conversion === undefined ? {} : { conversion }),
      ...(screening === undefined ? {} : { screening }),
    }
    this.#queue.push({ group: this.#groupOf(step), step })
  }

  apply(group: number, batchSizeMax: number): void {
    const batch = this.#queue.filter((queued) => queued.group === group).slice(0, batchSizeMax)
    const steps = batch.filter((queued) => this.#groupOf(queued.step) === group)
    for (const queued of batch) queued.group = this.#groupOf(queued.step)
    this.#queue = this.#queue.filter((queued) => !steps.includes(queued))
    for (const { step } of steps) this.#decide(group, step)
  }

  #decide(group: number, step: QueuedStep): void {
    const [decision] = decide([step], { group, wallets: this.wallets, holds: this.holds, rates: RATES })
    if (decision === undefined) throw new Error('nothing was decided')
    const { operation, conversion, postings } = decision
    for (const { walletId, balance } of postings) this.wallets.set(walletId, { ...this.#wallet(walletId), balance })
    if (decision.hold !== null) {
      const { after, reserved } = decision.hold
      this.holds.set(after.id, after)
      const wallet = this.#wallet(after.walletId)
      this.change(wallet.id, { held: wallet.held + reserved })
    }
    for (const { bankId, amount } of decision.positions) {
      this.positions.set(bankId, (this.positions.get(bankId) ?? 0n) + amount)
    }
    if (decision.outcome === 'debited' && decision.screening !== undefined) {
      this.checks.set(operation.id, { operation, conversion: decision.conversion })
    } else if (decision.outcome === 'debited') {
      this.#queue.push({
        group: decision.targetGroup,
        step: { step: 'credit', operation, conversion: decision.conversion },
      })
    } else if (decision.outcome === 'bounced') {
      const { originGroup, reason } = decision
      this.#queue.push({
        group: originGroup,
        step: { step: 'refund', operation, conversion: decision.conversion, reason },
      })
    } else {
      const reason = decision.outcome === 'decline' ? decision.reason : null
      const { debit = null, credit = null } = conversion ?? {}
      this.ended.set(operation.id, { status: decision.outcome, reason, debit, credit })
    }
  }

  /** A verdict; one that comes late or again changes nothing. */
  judge(id: string, isAllowed: boolean): void {
    const check = this.checks.get(id)
    if (check === undefined || this.judged.has(id)) return
    this.judged.add(id)
    const step: QueuedStep = isAllowed
      ? { step: 'credit', ...check }
      : { step: 'refund', ...check, reason: 'rejected_fraud' }
    this.#queue.push({ group: this.#groupOf(step), step })
  }

  change(id: number, fields: Partial<Wallet>): void {
    this.wallets.set(id, { ...this.#wallet(id), ...fields })
  }

  retag(id: number): void {
    for (const queued of this.#queue) if (walletOfStep(queued.step) === id) queued.group = this.#groupOf(queued.step)
  }

  #wallet(id: number): Wallet {
    const wallet = this.wallets.get(id)
    if (wallet === undefined) throw new Error(`there is no wallet ${id}`)
    return wallet
  }

  #groupOf(step: QueuedStep): number {
    return this.#wallet(walletOfStep(step)).group
  }

  groupsWithWork(): number[] {
    return GROUPS.filter((group) => this.#queue.some((queued) => queued.group === group))
  }
}

const COUNT = 6
/** Clearing accounts, after the wallets. */
const ACCOUNT_BANKS = [1, 2, 2]
const anyPick = fc.nat(COUNT - 1)
const anyAmount = fc.oneof(fc.bigInt(1n, 50n), fc.bigInt(1n, 3_000_000n), fc.constant(AMOUNT_MAX))
const anyAct = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant('queue' as const),
      from: fc.option(anyPick),
      to: anyPick,
      amount: anyAmount,
      currency: fc.constantFrom(...CODES),
      screened: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constant('judge' as const), check: fc.nat(), isAllowed: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('clear' as const),
      from: fc.option(fc.nat(ACCOUNT_BANKS.length - 1)),
      to: fc.option(fc.nat(ACCOUNT_BANKS.length - 1)),
      amount: fc.bigInt(1n, 3_000_000n),
      kind: fc.constantFrom('payment' as const, 'reversal' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('alone' as const),
      kind: fc.constantFrom('withdrawal' as const, 'hold' as const, 'hold' as const),
      from: anyPick,
      amount: anyAmount,
      currency: fc.constantFrom(...CODES),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('charge' as const),
      to: anyPick,
      amount: anyAmount,
      currency: fc.constantFrom(...CODES),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant('end' as const),
      kind: fc.constantFrom(
        ...(['capture', 'capture', 'release', 'expiry', 'payout', 'card_refund', 'card_refund'] as const),
      ),
      hold: fc.nat(),
      to: anyPick,
      share: fc.constantFrom(1, 50, 99, 100, 120),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('reverse' as const), operation: fc.nat() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('apply' as const),
      group: fc.constantFrom(...GROUPS),
      size: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('move' as const),
      wallet: fc.nat(COUNT + ACCOUNT_BANKS.length - 1),
      group: fc.constantFrom(...GROUPS),
      retag: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('state' as const),
      wallet: anyPick,
      state: fc.constantFrom('closed' as const, 'frozen' as const, 'open' as const),
    }),
  },
)
type Act = typeof anyAct extends fc.Arbitrary<infer T> ? T : never

const anyStory = fc.record({
  wallets: fc.array(
    fc.record({
      group: fc.constantFrom(...GROUPS),
      currency: fc.constantFrom(...CODES),
      floor: fc.constantFrom(0n, 0n, -1_000_000n, null),
    }),
    { minLength: COUNT, maxLength: COUNT },
  ),
  accountGroups: fc.tuple(...ACCOUNT_BANKS.map(() => fc.constantFrom(...GROUPS))),
  acts: fc.array(anyAct, { minLength: 20, maxLength: 50, size: 'max' }),
})

/** What every clearing account is. */
const CLEARING = { currency: 'USD', floor: null }

/** A refund to a wallet that is full by now: neither side applies it. */
const REFUND_OVERFLOWS = /refund of operation \S+ would overflow/

const RELATED = '01890000-0000-7000-8000-000000000000'

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

async function holdsOf(walletIds: readonly number[]) {
  const { rows } = await ledger.pool.query<{ id: string }>(
    'select operation_id as id, state, captured, refunded, ended_by as "endedBy" from holds where wallet_id = any ($1)',
    [walletIds],
  )
  return rows.toSorted(byId)
}

let database: TestDatabase
let ledger: TestLedger
beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, GROUPS.length)
})
afterAll(async () => {
  await ledger.close()
  await database.drop()
})

/** Does the same on both. */
async function act(pure: PureMesh, ids: readonly number[], it: Act): Promise<void> {
  if (it.act === 'apply') {
    pure.apply(it.group, it.size)
    await ledger.apply(it.group, it.size)
  } else if (it.act === 'queue') {
    const [from, to] = [it.from === null || it.from === it.to ? null : ids[it.from], ids[it.to] ?? 0]
    const { amount, currency } = it
    const screened = it.screened && from != null
    const [id = ''] = await ledger.queue({ from: from ?? null, to, amount, currency, screened })
    const kind = from == null ? 'deposit' : 'transfer'
    const parties = { originId: from ?? null, targetId: to }
    const screening = screened ? { requestId: null } : undefined
    pure.queue({ id, kind, ...parties, amount, currency, acceptedAt: '', relatedId: null }, undefined, screening)
  } else if (it.act === 'judge') {
    const id = [...pure.checks.keys()][it.check % pure.checks.size]
    if (id !== undefined) await judge(pure, id, it.isAllowed)
  } else if (it.act === 'clear') {
    const account = (pick: number | null) => (pick === null ? null : (ids[COUNT + pick] ?? 0))
    const [from, to] = [account(it.from), account(it.to)]
    if (from === to) return
    const kind = from === null || to === null ? 'settlement' : it.kind
    const relatedId = kind === 'payment' ? null : RELATED
    const [id = ''] = await ledger.queue({ kind, from, to, amount: it.amount, relatedId })
    pure.queue({
      id,
      kind,
      originId: from,
      targetId: to,
      amount: it.amount,
      currency: 'USD',
      acceptedAt: '',
      relatedId,
    })
  } else if (it.act === 'alone') {
    const { kind, amount, currency } = it
    const from = ids[it.from] ?? 0
    const [id = ''] = await ledger.queue({ kind, from, amount, currency })
    pure.queue({ id, kind, originId: from, targetId: null, amount, currency, acceptedAt: '', relatedId: null })
  } else if (it.act === 'charge') {
    const { amount, currency } = it
    const to = ids[it.to] ?? 0
    const [id = ''] = await ledger.queue({ kind: 'charge', to, amount, currency })
    pure.queue({ id, kind: 'charge', originId: null, targetId: to, amount, currency, acceptedAt: '', relatedId: null })
  } else if (it.act === 'end') {
    await end(pure, ids, it)
  } else if (it.act === 'reverse') {
    await reverse(pure, it.operation)
  } else if (it.act === 'move') {
    const id = ids[it.wallet] ?? 0
    pure.change(id, { group: it.group })
    if (it.retag) pure.retag(id)
    await ledger.move(id, it.group, { retag: it.retag })
  } else {
    const id = ids[it.wallet] ?? 0
    // The database refuses to close a wallet that holds something.
    if (it.state === 'closed' && pure.wallets.get(id)?.held !== 0n) return
    pure.change(id, { state: it.state })
    await ledger.setState(id, it.state)
  }
}

/** A verdict on a screened transfer, be it the first or not. */
async function judge(pure: PureMesh, operationId: string, isAllowed: boolean): Promise<void> {
  const isFirst = !pure.judged.has(operationId)
  pure.judge(operationId, isAllowed)
  const verdict = isAllowed ? 'allow' : 'reject'
  expect(await decideChecks(ledger.pool, [{ operationId, verdict, decidedBy: 'rules' }])).toHaveLength(isFirst ? 1 : 0)
}

/** Asks for the end of a hold, be it open or not, or not yet applied. */
async function end(pure: PureMesh, ids: readonly number[], it: Extract<Act, { act: 'end' }>): Promise<void> {
  const all = [...pure.holds.values()]
  const isOfCard = it.kind === 'payout' || it.kind === 'card_refund'
  // Now and then one that it is not about.
  const some = it.hold % 7 === 0 ? all : all.filter(({ expiresAt }) => (expiresAt === null) === isOfCard)
  const hold = some[it.hold % some.length]
  const to = it.kind === 'capture' ? (ids[it.to] ?? 0) : null
  if (hold === undefined || hold.walletId === to) return
  const { kind } = it
  const part = it.share > 100 ? hold.amount + 1_000_000_000n : (hold.amount * BigInt(it.share) + 99n) / 100n
  const amount = part > AMOUNT_MAX ? AMOUNT_MAX : part === 0n ? 1n : part
  const currency = pure.wallets.get(hold.walletId)?.currency ?? ''
  const [id = ''] = await ledger.queue({ kind, from: hold.walletId, to, amount, currency, relatedId: hold.id })
  const parties = { originId: hold.walletId, targetId: to }
  pure.queue({ id, kind, ...parties, amount, currency, acceptedAt: '', relatedId: hold.id })
}

async function reverse(pure: PureMesh, pick: number): Promise<void> {
  const applied = [...pure.ended].filter(([id, { status }]) => {
    const { kind = 'payment' } = pure.operations.get(id) ?? {}
    return status === 'success' && ['deposit', 'transfer', 'withdrawal', 'capture'].includes(kind)
  })
  const [reversed, ended] = applied[pick % applied.length] ?? []
  const original = pure.operations.get(reversed ?? '')
  if (original === undefined || ended === undefined) return
  const id = await ledger.takeBack(original.id)
  const { originId: targetId, targetId: originId, amount, currency } = original
  pure.queue(
    { id, kind: 'reversal', originId, targetId, amount, currency, acceptedAt: '', relatedId: original.id },
    // Its rates are written down, and decide nothing.
    { debit: ended.credit, credit: ended.debit, rates: null },
  )
}

async function drainBoth(pure: PureMesh): Promise<void> {
  for (let isOver = false; !isOver; ) {
    for (let groups = pure.groupsWithWork(); groups.length > 0; groups = pure.groupsWithWork()) {
      for (const group of groups) await act(pure, [], { act: 'apply', group, size: 5 })
    }
    const unjudged = [...pure.checks.keys()].filter((id) => !pure.judged.has(id))
    for (const [i, id] of unjudged.entries()) await judge(pure, id, i % 2 === 0)
    isOver = unjudged.length === 0
  }
  expect(await ledger.queuedGroups()).toEqual([])
}

describe('the apply engine', () => {
  test('does with random operations, moves and closures what the pure ledger does: the same balances, verdicts and amounts', async () => {
    const seen = new Set<string>()
    // In transit for ever, as no worker deals with the dead letters of this test.
    let abandoned: Record<string, bigint> = {}
    await fc.assert(
      fc.asyncProperty(anyStory, async ({ wallets, accountGroups, acts }) => {
        const accounts = ACCOUNT_BANKS.map((bankId, i) => ({ ...CLEARING, bankId, group: accountGroups[i] ?? 1 }))
        // What a story that failed left there would be this one's failure, too.
        await ledger.pool.query('truncate queue')
        const ids = await ledger.addWallets(...wallets, ...accounts)
        const before = await ledger.positions()
        const pure = new PureMesh()
        for (const [i, wallet] of [...wallets, ...accounts].entries()) {
          const id = ids[i] ?? 0
          pure.wallets.set(id, { id, state: 'open', balance: 0n, held: 0n, bankId: null, ...wallet })
        }
        try {
          for (const it of acts) await act(pure, ids, it)
          await drainBoth(pure)
        } catch (error) {
          // Such a step is a dead letter, which is the worker's to tell: see group-worker.test.ts.
          if (!REFUND_OVERFLOWS.test(String(error))) throw error
          await ledger.pool.query('truncate queue')
          abandoned = await ledger.held('transit')
          fc.pre(false)
        }

        expect(await ledger.balances(...ids)).toEqual(ids.map((id) => pure.wallets.get(id)?.balance))
        expect(await ledger.heldOf(...ids)).toEqual(ids.map((id) => pure.wallets.get(id)?.held))
        expect(await holdsOf(ids)).toEqual(
          [...pure.holds.values()]
            .map(({ id, state, captured, refunded, endedBy }) => ({ id, state, captured, refunded, endedBy }))
            .toSorted(byId),
        )
        for (const { state } of pure.holds.values()) seen.add(state)
        const { rows } = await ledger.pool.query<EndedRow & { id: string }>(
          'select id, status, reason, debit, credit from operations where target_id = any ($1) or origin_id = any ($1)',
          [ids],
        )
        const after = await ledger.positions()
        for (const bankId of ACCOUNT_BANKS) {
          const change = (after.get(bankId) ?? 0n) - (before.get(bankId) ?? 0n)
          expect(change).toBe(pure.positions.get(bankId) ?? 0n)
        }
        const ended = [...pure.ended].map(([id, row]) => ({ id, ...row }))
        expect(rows.toSorted(byId)).toEqual(ended.toSorted(byId))
        for (const { reason, debit, status } of ended) seen.add(reason ?? status).add(`${status} ${debit !== null}`)
      }),
      { numRuns: 120 },
    )
    expect(await ledger.held('transit')).toEqual(abandoned)
    // The stories met what matters, refunds among it.
    expect([...seen]).toEqual(
      expect.arrayContaining([
        ...['success', 'insufficient_funds', 'wallet_closed', 'decline true', 'rejected_fraud'],
        ...['held', 'captured', 'released', 'expired', 'declined', 'exceeds_hold'],
        ...['paid_out', 'refunded', 'hold_paid_out', 'unknown_hold'],
      ]),
    )
  })
})
