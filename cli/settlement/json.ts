import type { Snapshot } from '../../proto/gen/walletmesh/v1/settlement.ts'
import { stateText } from './print.ts'

/** A snapshot in a line of JSON. Amounts are digits of micro-units, counts are numbers, times RFC 3339. */
export function snapshotJson(snapshot: Snapshot): string {
  const { banks, ledger, proofs, netting } = snapshot
  const amounts = (transfers: { bankId: number; amount: bigint }[] = []) =>
    transfers.map(({ bankId, amount }) => ({ bank_id: bankId, amount: String(amount) }))
  const answer = {
    id: snapshot.id,
    state: stateText(snapshot),
    currency: snapshot.currency,
    taken_at: snapshot.takenAt,
    expires_at: snapshot.expiresAt,
    approved_at: timeOrNull(snapshot.approvedAt),
    settled_at: timeOrNull(snapshot.settledAt),
    cancelled_at: timeOrNull(snapshot.cancelledAt),
    accounts: Number(snapshot.accounts),
    lines: Number(snapshot.lines),
    posted_lines: Number(snapshot.postedLines),
    payments: Number(snapshot.payments),
    gross: String(netting?.gross ?? 0n),
    net: String(netting?.net ?? 0n),
    pay_ins: amounts(netting?.payIns),
    pay_outs: amounts(netting?.payOuts),
    banks: banks.map((bank) => ({
      bank_id: bank.bankId,
      name: bank.name,
      accounts: Number(bank.accounts),
      position: String(bank.position),
      gross_paid: String(bank.grossPaid),
      gross_received: String(bank.grossReceived),
    })),
    ledger: ledger.map(({ group, journalSeq, hash }) => ({ group, journal_seq: String(journalSeq), hash })),
    proofs,
  }
  return `${JSON.stringify(answer)}\n`
}

function timeOrNull(time: string): string | null {
  return time === '' ? null : time
}
