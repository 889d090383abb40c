import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BankPosition, net } from '../netting/netting.ts'
import { settlementCsv } from './csv.ts'
import { anySettlement } from './testing/any-settlement.ts'
import { EXAMPLE } from './testing/example.ts'

const HEADER = 'settlement_id,bank_id,bank,bic,direction,amount,currency,gross_paid,gross_received,settlement_date'
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y

/** The records of text that keeps to RFC 4180's grammar; anything else is an error. */
function parseCsv(text: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  FIELD.lastIndex = 0
  while (FIELD.lastIndex < text.length) {
    const at = FIELD.lastIndex
    const field = FIELD.exec(text)
    if (field === null) throw new Error(`no field at ${at} of ${JSON.stringify(text)}`)
    const [, quoted, plain, end] = field
    record.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    records.push(record)
    record = []
  }
  expect(record).toEqual([])
  return records
}

function micros(decimal: string): bigint {
  expect(decimal).toMatch(/^\d+\.\d\d$/)
  return BigInt(decimal.replace('.', '')) * 10_000n
}

function withBanks(...banks: BankPosition[]) {
  return { ...EXAMPLE, netting: net(banks) }
}

function debtorAndCreditor(debtor: Partial<BankPosition>): [BankPosition, BankPosition] {
  const common = { name: 'Bank', bic: null, paid: 0n, received: 0n }
  return [
    { ...common, bankId: 1, position: -10_000n, ...debtor },
    { ...common, bankId: 2, position: -(debtor.position ?? -10_000n) },
  ]
}

describe('the CSV of a settlement', () => {
  test('has a line for each bank that pays or is paid', () => {
    expect(settlementCsv(EXAMPLE)).toBe(
      [
        HEADER,
        '01994b6a-7c00-7d3e-9a51-3f1b2c4d5e6f,1,JP Morgan Chase,CHASUS33,pay_in,30.00,USD,100.00,70.00,2026-01-16',
        '01994b6a-7c00-7d3e-9a51-3f1b2c4d5e6f,2,Bank of America,,pay_out,30.00,USD,80.00,110.00,2026-01-16',
        '',
      ].join('\r\n'),
    )
  })

  test('of nothing to move is a header', () => {
    expect(settlementCsv(withBanks())).toBe(`${HEADER}\r\n`)
  })

  test('gives back every name and every amount exactly', () => {
    fc.assert(
      fc.property(anySettlement, (settlement) => {
        const [header, ...lines] = parseCsv(settlementCsv(settlement))
        expect(header?.join(',')).toBe(HEADER)
        const { payIns, payOuts } = settlement.netting
        const expected = [
          ...payIns.map((payIn) => ({ ...payIn, direction: 'pay_in' })),
          ...payOuts.map((payOut) => ({ ...payOut, direction: 'pay_out' })),
        ]
        expect(lines).toHaveLength(expected.length)
        for (const [at, { bank, amount, direction }] of expected.entries()) {
          const [settlementId, bankId, name, bic, way, moved, currency, paid, received, date] = lines[at] as string[]
          expect([settlementId, currency, date]).toEqual([settlement.settlementId, 'USD', settlement.settlementDate])
          expect([bankId, bic, way]).toEqual([bank.bankId.toString(), bank.bic ?? '', direction])
          expect([bank.name, `'${bank.name}`]).toContain(name)
          expect([moved, paid, received].map((amount) => micros(amount as string))).toEqual([
            amount,
            bank.paid,
            bank.received,
          ])
        }
      }),
    )
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=1,"x"'])(
    'shows the name %j as text in a spreadsheet',
    (name) => {
      const [, line] = parseCsv(settlementCsv(withBanks(...debtorAndCreditor({ name }))))
      expect(line?.[2]).toBe(`'${name}`)
    },
  )

  test.each([
    [{ position: -10_001n }, 'the pay_in of bank 1 is 10001 micro-units, not a whole number of cents'],
    [{ paid: 1n }, 'gross_paid of bank 1 is 1 micro-units, not a whole number of cents'],
    [{ received: 5_000n }, 'gross_received of bank 1 is 5000 micro-units, not a whole number of cents'],
  ])('rounds nothing: %o is refused', (broken, message) => {
    expect(() => settlementCsv(withBanks(...debtorAndCreditor(broken)))).toThrow(new RangeError(message))
  })
})
