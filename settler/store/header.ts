import { assertId, assertInt32, assertInt64, assertText } from './exact.ts'
import type { BankPosition, SnapshotHeader } from './snapshot-store.ts'

/** The header with these fields and no others. Throws RangeError when it cannot be kept exactly. */
export function exactHeader(header: SnapshotHeader): SnapshotHeader {
  assertId(header.id)
  const { id, currency, takenAt, accounts, lines, payments } = header
  for (const [name, text] of Object.entries({ currency, takenAt })) assertText(text, name)
  for (const [name, count] of Object.entries({ accounts, lines, payments })) assertInt64(count, name)
  return {
    id,
    currency,
    takenAt,
    accounts,
    lines,
    payments,
    banks: header.banks.map(exactBank),
    ledger: header.ledger.map(({ group, journalSeq, hash }) => {
      assertInt32(group, 'a group')
      assertInt64(journalSeq, `the journal of group ${group}`)
      assertText(hash, `the hash of group ${group}`)
      return { group, journalSeq, hash }
    }),
    proofs: header.proofs.map(({ name, proved, detail }) => {
      assertText(name, 'the name of a proof')
      assertText(detail, `the proof of ${name}`)
      return { name, proved, detail }
    }),
  }
}

function exactBank(bank: BankPosition): BankPosition {
  const { bankId, name, bic, accounts, position, paid, received, paidInTransit, receivedInTransit } = bank
  assertInt32(bankId, 'the id of a bank')
  assertText(name, `the name of bank ${bankId}`)
  assertText(bic ?? '', `the BIC of bank ${bankId}`)
  const amounts = { accounts, position, paid, received, paidInTransit, receivedInTransit }
  for (const [field, amount] of Object.entries(amounts)) assertInt64(amount, `${field} of bank ${bankId}`)
  return { bankId, name, bic, ...amounts }
}
