import { createHash } from 'node:crypto'
import type { Decision, HoldChange, PositionMovement, Posting, SystemAccountKind } from './decision.ts'
import { formatRate, type Rate } from './exchange.ts'
import type { Conversion, DeclineReason, Operation, QueuedStep, Wallet } from './operation.ts'

/** `previousHash` of a group's first journal. */
export const GENESIS_HASH = Buffer.alloc(32)

/** The newest journal of a group. */
export interface JournalHead {
  seq: bigint
  hash: Buffer
}

export interface EndedOperation {
  operation: Operation
  status: 'success' | 'decline'
  reason: DeclineReason | null
  conversion: Conversion | null
}

export interface SystemPosting {
  kind: SystemAccountKind
  currency: string
  amount: bigint
  /** Of the group's system account, after the journal. */
  balance: bigint
}

/** What the group's steps added to what a bank is owed. */
export interface BankPosition extends PositionMovement {
  /** Of all journals of the group up to this one. */
  balance: bigint
}

export interface BalanceChange {
  walletId: number
  before: bigint
  after: bigint
  heldBefore: bigint
  heldAfter: bigint
}

/** One committed batch of a group, ready to be written. */
export interface Journal {
  group: number
  seq: bigint
  epoch: bigint
  /** When it is committed, as Postgres prints it in UTC. */
  at: string
  previousHash: Buffer
  hash: Buffer
  ended: EndedOperation[]
  postings: Posting[]
  systemPostings: SystemPosting[]
  /** One per bank whose accounts are concerned, in order of bank. */
  positions: BankPosition[]
  /** One per touched wallet. */
  balances: BalanceChange[]
  /** One per hold that changed. */
  holds: Pick<HoldChange, 'before' | 'after'>[]
  /** Steps to be queued, each with the group of its wallet; credits with a screening wait for their verdict instead. */
  next: { group: number; step: QueuedStep }[]
}

/** Balance of each system account of the group by `systemAccountKey`; missing means 0. */
export type SystemBalances = ReadonlyMap<string, bigint>

export function systemAccountKey(kind: SystemAccountKind, currency: string): string {
  return `${kind}:${currency}`
}

export interface JournalContext {
  group: number
  epoch: bigint
  at: string
  /** The group's newest journal; null before the first. */
  head: JournalHead | null
  wallets: ReadonlyMap<number, Wallet>
  systemBalances: SystemBalances
  /** What the group's journals so far add to what each bank is owed; missing means 0. */
  positions: ReadonlyMap<number, bigint>
}

/**
 * Writes decisions down as the group's next journal. Throws when they do not sum to zero in some currency: that would
 * be a bug in deciding, and nothing may be written.
 */
export function journalOf(decisions: readonly Decision[], context: JournalContext): Journal {
  const { group, epoch, at, head } = context
  const postings = decisions.flatMap((decision) => decision.postings)
  const systemPostings = systemPostingsOf(decisions, context.systemBalances)
  assertZeroSums(postings, systemPostings)
  const unsealed = {
    group,
    seq: (head?.seq ?? 0n) + 1n,
    epoch,
    at,
    previousHash: head?.hash ?? GENESIS_HASH,
    ended: decisions.flatMap(endedOperationOf),
    postings,
    systemPostings,
    positions: positionsOf(decisions, context.positions),
    balances: balanceChangesOf(decisions, context.wallets),
    holds: holdChangesOf(decisions),
    next: decisions.flatMap(nextStepOf),
  }
  return { ...unsealed, hash: hashOf(unsealed) }
}

function endedOperationOf(decision: Decision): EndedOperation[] {
  const { operation, conversion } = decision
  switch (decision.outcome) {
    case 'success':
      return [{ operation, status: 'success', reason: null, conversion }]
    case 'decline':
      return [{ operation, status: 'decline', reason: decision.reason, conversion }]
    default:
      return []
  }
}

function nextStepOf(decision: Decision): Journal['next'] {
  const { operation } = decision
  switch (decision.outcome) {
    case 'debited': {
      const { conversion, targetGroup, screening } = decision
      const step: QueuedStep = {
        step: 'credit',
        operation,
        conversion,
        ...(screening === undefined ? {} : { screening }),
      }
      return [{ group: targetGroup, step }]
    }
    case 'bounced': {
      const { conversion, reason } = decision
      return [{ group: decision.originGroup, step: { step: 'refund', operation, conversion, reason } }]
    }
    default:
      return []
  }
}

function systemPostingsOf(decisions: readonly Decision[], balances: SystemBalances): SystemPosting[] {
  const sums = new Map<string, SystemPosting>()
  for (const { movements } of decisions) {
    for (const { kind, currency, amount } of movements) {
      const key = systemAccountKey(kind, currency)
      const line = sums.get(key)
      if (line === undefined) sums.set(key, { kind, currency, amount, balance: 0n })
      else line.amount += amount
    }
  }
  return [...sums]
    .filter(([, line]) => line.amount !== 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, line]) => ({ ...line, balance: (balances.get(key) ?? 0n) + line.amount }))
}

function positionsOf(decisions: readonly Decision[], balances: ReadonlyMap<number, bigint>): BankPosition[] {
  const sums = new Map<number, bigint>()
  for (const { positions } of decisions) {
    for (const { bankId, amount } of positions) sums.set(bankId, (sums.get(bankId) ?? 0n) + amount)
  }
  return [...sums]
    .filter(([, amount]) => amount !== 0n)
    .sort(([a], [b]) => a - b)
    .map(([bankId, amount]) => ({ bankId, amount, balance: (balances.get(bankId) ?? 0n) + amount }))
}

function balanceChangesOf(decisions: readonly Decision[], wallets: ReadonlyMap<number, Wallet>): BalanceChange[] {
  const changes = new Map<number, BalanceChange>()
  const changeOf = (walletId: number): BalanceChange => {
    const known = changes.get(walletId)
    if (known !== undefined) return known
    const wallet = wallets.get(walletId)
    if (wallet === undefined) throw new Error(`a change of wallet ${walletId}, which was not read`)
    const { balance, held } = wallet
    const change = { walletId, before: balance, after: balance, heldBefore: held, heldAfter: held }
    changes.set(walletId, change)
    return change
  }
  for (const { postings, hold } of decisions) {
    for (const { walletId, balance } of postings) changeOf(walletId).after = balance
    if (hold !== null && hold.reserved !== 0n) changeOf(hold.after.walletId).heldAfter += hold.reserved
  }
  return [...changes.values()]
}

function holdChangesOf(decisions: readonly Decision[]): Journal['holds'] {
  const changes = new Map<string, Journal['holds'][number]>()
  for (const { hold } of decisions) {
    if (hold === null) continue
    const { before, after } = hold
    changes.set(after.id, { before: changes.get(after.id)?.before ?? before, after })
  }
  return [...changes.values()]
}

function assertZeroSums(postings: readonly Posting[], systemPostings: readonly SystemPosting[]): void {
  const sums = new Map<string, bigint>()
  for (const { currency, amount } of [...postings, ...systemPostings]) {
    sums.set(currency, (sums.get(currency) ?? 0n) + amount)
  }
  for (const [currency, sum] of sums) {
    if (sum !== 0n) throw new Error(`the batch does not sum to zero: ${sum} ${currency} micro-units too much`)
  }
}

type Field = string | number | bigint | null

/** The fields of an ended operation in canonical order, as stored. Rates are printed with twelve decimals. */
export type OperationFields = readonly [
  id: Field,
  kind: Field,
  status: Field,
  reason: Field,
  originId: Field,
  targetId: Field,
  amount: Field,
  currency: Field,
  debit: Field,
  credit: Field,
  requestRate: Field,
  originRate: Field,
  targetRate: Field,
  acceptedAt: Field,
  relatedId: Field,
]

export type PostingFields = readonly [
  walletId: Field,
  operationId: Field,
  kind: Field,
  amount: Field,
  currency: Field,
  balance: Field,
  requestedAmount: Field,
  requestedCurrency: Field,
  acceptedAt: Field,
]

export type SystemPostingFields = readonly [kind: Field, currency: Field, amount: Field, balance: Field]

export interface CanonicalJournal {
  group: Field
  seq: Field
  epoch: Field
  at: Field
  previousHash: Buffer
  operations: readonly OperationFields[]
  postings: readonly PostingFields[]
  /** In order of kind, then currency. */
  systemPostings: readonly SystemPostingFields[]
}

/** SHA-256 over the previous hash and every stored field of the batch, one line a row. */
export function hashJournal(journal: CanonicalJournal): Buffer {
  const lines = [`journal|${journal.group}|${journal.seq}|${journal.epoch}|${journal.at}`]
  for (const fields of journal.operations) lines.push(`operation|${hashedFields(fields).join('|')}`)
  for (const fields of journal.postings) lines.push(`posting|${fields.join('|')}`)
  for (const fields of journal.systemPostings) lines.push(`system|${fields.join('|')}`)
  return createHash('sha256').update(journal.previousHash).update(lines.join('\n')).digest()
}

/** Without the related id where there is none. */
function hashedFields(operation: OperationFields): readonly Field[] {
  return operation[operation.length - 1] === null ? operation.slice(0, -1) : operation
}

function hashOf(journal: Omit<Journal, 'hash'>): Buffer {
  return hashJournal({
    ...journal,
    operations: journal.ended.map(operationFields),
    postings: journal.postings.map(postingFields),
    systemPostings: journal.systemPostings.map((line) => [line.kind, line.currency, line.amount, line.balance]),
  })
}

export function operationFields({ operation: o, status, reason, conversion: c }: EndedOperation): OperationFields {
  const rates = c?.rates ?? null
  return [
    o.id,
    o.kind,
    status,
    reason,
    o.originId,
    o.targetId,
    o.amount,
    o.currency,
    c?.debit ?? null,
    c?.credit ?? null,
    rateField(rates?.request),
    rateField(rates?.origin),
    rateField(rates?.target),
    o.acceptedAt,
    o.relatedId,
  ]
}

export function postingFields({ walletId, operation: o, kind, amount, currency, balance }: Posting): PostingFields {
  return [walletId, o.id, kind, amount, currency, balance, o.amount, o.currency, o.acceptedAt]
}

/** As stored: twelve decimals, or nothing. */
export function rateField(rate: Rate | null | undefined): string | null {
  return rate === null || rate === undefined ? null : formatRate(rate)
}
