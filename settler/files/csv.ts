import { stringify } from 'csv-stringify/sync'
import type { Transfer } from '../netting/netting.ts'
import { dollars, type Settlement } from './settlement.ts'

const COLUMNS = [
  'settlement_id',
  'bank_id',
  'bank',
  'bic',
  'direction',
  'amount',
  'currency',
  'gross_paid',
  'gross_received',
  'settlement_date',
]

/**
 * The settlement as RFC 4180: a header, then a line for each pay-in and each pay-out, pay-ins first, both in order of bank id.
 * Lines end with CRLF as that document asks, because the file leaves the house.
 *
 * A name that a spreadsheet would take for a formula (it starts with `=`, `+`, `-`, `@`, a tab or a carriage return) gets an
 * apostrophe in front: shown as text, and the bank is known by its id anyway. Amounts are never negative, so none starts so.
 *
 * @throws RangeError when an amount is not a whole number of cents
 */
export function settlementCsv(settlement: Settlement): string {
  const { payIns, payOuts } = settlement.netting
  const lines = [
    ...payIns.map((transfer) => lineOf('pay_in', transfer, settlement)),
    ...payOuts.map((transfer) => lineOf('pay_out', transfer, settlement)),
  ]
  // By itself the library quotes CRLF, but not half of it.
  return stringify([COLUMNS, ...lines], { record_delimiter: 'windows', quoted_match: /[\r\n]/, escape_formulas: true })
}

function lineOf(direction: 'pay_in' | 'pay_out', { bank, amount }: Transfer, settlement: Settlement): string[] {
  const of = `of bank ${bank.bankId}`
  return [
    settlement.settlementId,
    bank.bankId.toString(),
    bank.name,
    bank.bic ?? '',
    direction,
    dollars(amount, `the ${direction} ${of}`),
    settlement.currency,
    dollars(bank.paid, `gross_paid ${of}`),
    dollars(bank.received, `gross_received ${of}`),
    settlement.settlementDate,
  ]
}
