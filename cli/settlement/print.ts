import { snapshotStateWord } from '../../common/snapshot-state.ts'
import { MICROS_PER_CENT } from '../../ledger/money.ts'
import { type Snapshot, SnapshotState } from '../../proto/gen/walletmesh/v1/settlement.ts'
import { type Column, formatTable } from '../table.ts'

export function stateText({ state }: Snapshot): string {
  return snapshotStateWord(state) ?? 'unknown'
}

const BANK_COLUMNS: Column[] = [
  { title: 'bank', align: 'right' },
  { title: 'name' },
  { title: 'accounts', align: 'right' },
  { title: 'paid', align: 'right' },
  { title: 'received', align: 'right' },
  { title: 'position', align: 'right' },
  { title: 'pays in', align: 'right' },
  { title: 'is paid out', align: 'right' },
]

/** A snapshot as a person reads it. */
export function snapshotText(snapshot: Snapshot): string {
  const { id, currency, takenAt, expiresAt, accounts, payments, banks, proofs, netting } = snapshot
  const payIns = new Map(netting?.payIns.map(({ bankId, amount }) => [bankId, amount]))
  const payOuts = new Map(netting?.payOuts.map(({ bankId, amount }) => [bankId, amount]))
  const rows = banks.map((bank) => [
    String(bank.bankId),
    bank.name,
    String(bank.accounts),
    ...[bank.grossPaid, bank.grossReceived, bank.position].map(moneyText),
    ...[payIns, payOuts].map((amounts) => (amounts.has(bank.bankId) ? moneyText(amounts.get(bank.bankId) ?? 0n) : '-')),
  ])
  const sum = banks.reduce((total, { position }) => total + position, 0n)
  const sections = [
    [
      `snapshot  ${id}`,
      `state     ${stateText(snapshot)}${stateDetail(snapshot)}`,
      `taken     ${takenAt}${stateText(snapshot) === 'open' ? `, can be approved until ${expiresAt}` : ''}`,
      `accounts  ${accounts} in ${currency}, stored in ${snapshot.store}`,
    ],
    formatTable(BANK_COLUMNS, rows),
    [
      `gross ${moneyText(netting?.gross ?? 0n)} in ${payments} payments, net ${moneyText(netting?.net ?? 0n)} in ` +
        `${(netting?.payIns.length ?? 0) + (netting?.payOuts.length ?? 0)} transfers, all positions sum to ${moneyText(sum)}`,
    ],
    proofs.map(({ name, proved, detail }) => `${proved ? 'proved' : 'NOT PROVED'}  ${name}: ${detail}`),
  ]
  return sections.map((lines) => `${lines.join('\n')}\n`).join('\n')
}

function stateDetail({ state, postedLines, lines, approvedAt, settledAt, cancelledAt }: Snapshot): string {
  switch (state) {
    case SnapshotState.SNAPSHOT_STATE_APPROVED:
      return ` at ${approvedAt}: ${postedLines} of ${lines} accounts are queued`
    case SnapshotState.SNAPSHOT_STATE_SETTLED:
      return ` at ${settledAt}: ${lines} accounts`
    case SnapshotState.SNAPSHOT_STATE_CANCELLED:
      return ` at ${cancelledAt}`
    default:
      return ''
  }
}

const LIST_COLUMNS: Column[] = [
  { title: 'snapshot' },
  { title: 'taken' },
  { title: 'state' },
  { title: 'accounts', align: 'right' },
  { title: 'payments', align: 'right' },
  { title: 'gross', align: 'right' },
  { title: 'net', align: 'right' },
]

export function snapshotsText(snapshots: readonly Snapshot[]): string {
  if (snapshots.length === 0) return 'no snapshot was taken yet\n'
  const rows = snapshots.map((snapshot) => [
    snapshot.id,
    snapshot.takenAt,
    stateText(snapshot),
    String(snapshot.accounts),
    String(snapshot.payments),
    moneyText(snapshot.netting?.gross ?? 0n),
    moneyText(snapshot.netting?.net ?? 0n),
  ])
  return `${formatTable(LIST_COLUMNS, rows).join('\n')}\n`
}

/** In units with cents, as money between banks is written: -1234.50. What is no whole number of cents keeps its digits. */
export function moneyText(micros: bigint): string {
  const absolute = micros < 0n ? -micros : micros
  const digits = absolute.toString().padStart(7, '0')
  const decimals = absolute % MICROS_PER_CENT === 0n ? digits.slice(-6, -4) : digits.slice(-6)
  return `${micros < 0n ? '-' : ''}${digits.slice(0, -6)}.${decimals}`
}
