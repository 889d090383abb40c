import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { type Snapshot, SnapshotState } from '../../../proto/gen/walletmesh/v1/settlement.ts'
import { DEADLINES_MS } from '../../clearing/settler-client.ts'
import type { KeptKey } from '../../idempotency/sql/find-key.ts'

const nullable = <T extends ReturnType<typeof Type.String>>(type: T) => Type.Union([type, Type.Null()])

const Micros = Type.String({ description: 'Micro-units of the currency, as digits' })

const Bank = Type.Object({
  bank_id: Type.Integer(),
  name: Type.String(),
  bic: nullable(Type.String()),
  accounts: Type.Integer(),
  position: Type.String({ description: 'Micro-units, as digits: positive is owed to the bank' }),
  gross_paid: Micros,
  gross_received: Micros,
})

const LedgerPosition = Type.Object({
  group: Type.Integer(),
  journal_seq: Type.String({ description: 'Of the newest journal in the cut; 0 before the first' }),
  hash: Type.String({ description: 'Its hash, hexadecimal' }),
})

const Proof = Type.Object({ name: Type.String(), proved: Type.Boolean(), detail: Type.String() })

const Obligation = Type.Object({ bank_id: Type.Integer(), amount: Micros })

const Netting = Type.Object({
  gross: Micros,
  net: Type.String({ description: 'What is paid in, which is what is paid out' }),
  pay_ins: Type.Array(Obligation),
  pay_outs: Type.Array(Obligation),
})

const STATES = {
  [SnapshotState.SNAPSHOT_STATE_OPEN]: 'open',
  [SnapshotState.SNAPSHOT_STATE_APPROVED]: 'approved',
  [SnapshotState.SNAPSHOT_STATE_SETTLED]: 'settled',
  [SnapshotState.SNAPSHOT_STATE_CANCELLED]: 'cancelled',
  [SnapshotState.SNAPSHOT_STATE_EXPIRED]: 'expired',
  [SnapshotState.SNAPSHOT_STATE_SUPERSEDED]: 'superseded',
} as const

export const Settlement = Type.Object({
  id: Type.String(),
  state: Type.Enum(['open', 'approved', 'settled', 'cancelled', 'expired', 'superseded']),
  currency: Type.String(),
  taken_at: Type.String({ description: 'The instant of the cut' }),
  expires_at: Type.String(),
  approved_at: nullable(Type.String()),
  settled_at: nullable(Type.String()),
  cancelled_at: nullable(Type.String()),
  follows_id: nullable(Type.String({ description: 'The newest settlement that is in the balances' })),
  store: Type.String({ description: 'Where the balances are' }),
  accounts: Type.Integer(),
  lines: Type.Integer({ description: 'Accounts with a balance: as many operations settle it' }),
  posted_lines: Type.Integer({ description: 'Of these, how many are queued' }),
  payments: Type.Integer({ description: 'Payments and reversals since the settlement before' }),
  banks: Type.Array(Bank),
  ledger: Type.Array(LedgerPosition),
  proofs: Type.Array(Proof),
  netting: Type.Union([Netting, Type.Null()]),
})

/** Throws for an answer of a settler that has no snapshot, or one in a state that has no name here. */
export function settlementOf(snapshot: Snapshot | undefined): Type.Static<typeof Settlement> {
  if (snapshot === undefined) throw new Error('the settler answered without a snapshot')
  const state = Object.entries(STATES).find(([number]) => Number(number) === snapshot.state)?.[1]
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

function bankOf(bank: Snapshot['banks'][number]): Type.Static<typeof Bank> {
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
