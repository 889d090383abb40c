import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { SNAPSHOT_STATE_WORDS, snapshotStateWord } from '../../../common/snapshot-state.ts'
import type { Snapshot } from '../../../proto/gen/walletmesh/v1/settlement.ts'
import { DEADLINES_MS } from '../../clearing/settlers.ts'
import type { KeptKey } from '../../idempotency/sql/find-key.ts'
import { Micros } from '../amount.ts'
import { BankId, OwedToBank } from '../banks/bank-id.ts'
import { CurrencyCode } from '../currency-code.ts'
import { nullable } from '../nullable.ts'
import { component, described } from '../openapi/component.ts'
import { Time } from '../time.ts'
import { Uuid } from '../uuid.ts'

const BankOfSettlement = component(
  'BankOfSettlement',
  Type.Object({
    bank_id: BankId,
    name: Type.String(),
    bic: nullable(Type.String()),
    accounts: Type.Integer(),
    position: OwedToBank,
    gross_paid: Micros,
    gross_received: Micros,
  }),
)

const LedgerPosition = component(
  'LedgerPosition',
  Type.Object({
    group: Type.Integer(),
    journal_seq: Type.String({ description: 'Of the newest journal in the cut; 0 before the first' }),
    hash: Type.String({ description: 'Its hash, hexadecimal' }),
  }),
)

const Proof = component('Proof', Type.Object({ name: Type.String(), proved: Type.Boolean(), detail: Type.String() }))

const Obligation = component('Obligation', Type.Object({ bank_id: BankId, amount: Micros }))

const Netting = component(
  'Netting',
  Type.Object({
    gross: Micros,
    net: described(Micros, 'What is paid in, which is what is paid out'),
    pay_ins: Type.Array(Obligation),
    pay_outs: Type.Array(Obligation),
  }),
)

export const Settlement = component(
  'Settlement',
  Type.Object({
    id: Uuid,
    state: Type.Enum(SNAPSHOT_STATE_WORDS),
    currency: CurrencyCode,
    taken_at: described(Time, 'The instant of the cut'),
    expires_at: Time,
    approved_at: nullable(Time),
    settled_at: nullable(Time),
    cancelled_at: nullable(Time),
    follows_id: nullable(described(Uuid, 'The newest settlement that is in the balances')),
    store: Type.String({ description: 'Where the balances are' }),
    accounts: Type.Integer(),
    lines: Type.Integer({ description: 'Accounts with a balance: as many operations settle it' }),
    posted_lines: Type.Integer({ description: 'Of these, how many are queued' }),
    payments: Type.Integer({ description: 'Payments and reversals since the settlement before' }),
    banks: Type.Array(BankOfSettlement),
    ledger: Type.Array(LedgerPosition),
    proofs: Type.Array(Proof),
    netting: nullable(Netting),
  }),
)

/** Every settler may refuse for what is in its store, or is not. */
export const OF_THE_STORE = ['documents_missing', 'conflict'] as const

/** Throws for an answer of a settler that has no snapshot, or one in a state that has no name here. */
export function settlementOf(snapshot: Snapshot | undefined): Type.Static<typeof Settlement> {
  if (snapshot === undefined) throw new Error('the settler answered without a snapshot')
  const state = snapshotStateWord(snapshot.state)
  if (state === undefined) throw new Error(`the settler tells of a snapshot in the state ${snapshot.state}`)
  return {
    id: snapshot.id,
    state,
    currency: snapshot.currency,
    taken_at: snapshot.takenAt,
    expires_at: snapshot.expiresAt,
    approved_at: textOrNull(snapshot.approvedAt),
    settled_at: textOrNull(snapshot.settledAt),
    cancelled_at: textOrNull(snapshot.cancelledAt),
    follows_id: textOrNull(snapshot.followsId),
    store: snapshot.store,
    accounts: Number(snapshot.accounts),
    lines: Number(snapshot.lines),
    posted_lines: Number(snapshot.postedLines),
    payments: Number(snapshot.payments),
    banks: snapshot.banks.map(bankOf),
    ledger: snapshot.ledger.map(({ group, journalSeq, hash }) => ({ group, journal_seq: String(journalSeq), hash })),
    proofs: snapshot.proofs,
    netting: nettingOf(snapshot.netting),
  }
}

/** As it was told under an idempotency key. */
export function keptSettlement({ answer }: KeptKey): Type.Static<typeof Settlement> {
  return answer as Type.Static<typeof Settlement>
}

function bankOf(bank: Snapshot['banks'][number]): Type.Static<typeof BankOfSettlement> {
  const { bankId, name, bic, accounts, position, grossPaid, grossReceived } = bank
  return {
    bank_id: bankId,
    name,
    bic: textOrNull(bic),
    accounts: Number(accounts),
    position: String(position),
    gross_paid: String(grossPaid),
    gross_received: String(grossReceived),
  }
}

function nettingOf(netting: Snapshot['netting']): Type.Static<typeof Netting> | null {
  if (netting === undefined) return null
  const obligations = (of: readonly { bankId: number; amount: bigint }[]) =>
    of.map(({ bankId, amount }) => ({ bank_id: bankId, amount: String(amount) }))
  const { gross, net, payIns, payOuts } = netting
  return {
    gross: String(gross),
    net: String(net),
    pay_ins: obligations(payIns),
    pay_outs: obligations(payOuts),
  }
}

function textOrNull(text: string): string | null {
  return text === '' ? null : text
}

const ANSWER_GRACE_MS = 5_000

/** Lets the connection be silent for as long as a settler may work. The server's own limit holds again for the next request. */
export function waitForWork({ raw }: FastifyRequest): void {
  raw.setTimeout(DEADLINES_MS.work + ANSWER_GRACE_MS)
}
