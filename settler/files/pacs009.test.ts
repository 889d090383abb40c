import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { validate, version } from 'uuid'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { type BankPosition, net } from '../netting/netting.ts'
import { pacs009 } from './pacs009.ts'
import { anySettlement } from './testing/any-settlement.ts'
import { EXAMPLE } from './testing/example.ts'

const SCHEMA = readFileSync(new URL('./fixtures/pacs.009.001.08.xsd', import.meta.url), 'utf8')
const TRANSFER = /<CdtTrfTxInf>.*?<\/CdtTrfTxInf>/gs

/** What libxml2 finds wrong, and the document in canonical form: as a parser reads it, written in one possible way. */
async function lint(xml: string): Promise<{ errors: string[]; canonical: string }> {
  const { errors, normalized } = await validateXML({ xml, schema: SCHEMA, normalization: 'c14n' })
  return { errors: errors.map(({ message }) => message), canonical: normalized }
}

function message(settlement = EXAMPLE): string {
  const xml = pacs009(settlement)
  if (xml === null) throw new Error('there is nothing to move')
  return xml
}

/** The texts of all elements of that name, with the canonical form's escapes undone. */
function texts(canonical: string, name: string): string[] {
  return [...canonical.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(([, text]) =>
    (text ?? '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  )
}

function text(canonical: string, name: string): string {
  const [only, ...others] = texts(canonical, name)
  expect([name, only, others]).toEqual([name, expect.any(String), []])
  return only as string
}

function micros(decimal: string): bigint {
  expect(decimal).toMatch(/^\d+\.\d\d$/)
  return BigInt(decimal.replace('.', '')) * 10_000n
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}

function owing(debtor: Partial<BankPosition>) {
  const common = { name: 'Bank', bic: null, paid: 0n, received: 0n }
  const position = debtor.position ?? -10_000n
  return {
    ...EXAMPLE,
    netting: net([
      { ...common, bankId: 1, position, ...debtor },
      { ...common, bankId: 2, position: -position },
    ]),
  }
}

describe('the pacs.009 of a settlement', () => {
  test('is valid, and counts and sums its transfers, whatever the settlement', async () => {
    await fc.assert(
      fc.asyncProperty(anySettlement, async (settlement) => {
        const { payIns, payOuts, transferCount, net: moved } = settlement.netting
        const xml = pacs009(settlement)
        expect(xml === null).toBe(transferCount === 0)
        if (xml === null) return
        const { errors, canonical } = await lint(xml)
        expect(errors).toEqual([])
        const amounts = texts(canonical, 'IntrBkSttlmAmt').map(micros)
        expect(amounts).toEqual([...payIns, ...payOuts].map(({ amount }) => amount))
        expect(text(canonical, 'NbOfTxs')).toBe(transferCount.toString())
        expect(micros(text(canonical, 'CtrlSum'))).toBe(sum(amounts))
        expect(sum(amounts)).toBe(2n * moved)
      }),
      { numRuns: 30 },
    )
  })

  test('has each bank pay the clearing house, or be paid by it', async () => {
    await fc.assert(
      fc.asyncProperty(anySettlement, async (settlement) => {
        const house = settlement.clearingHouse
        const xml = pacs009(settlement)
        if (xml === null) return
        const transfers = (await lint(xml)).canonical.match(TRANSFER) ?? []
        const { payIns, payOuts } = settlement.netting
        for (const [at, { bank }] of [...payIns, ...payOuts].entries()) {
          const [debtor, creditor] = (transfers[at] ?? '').split('<Cdtr>') as [string, string]
          const [ofBank, ofHouse] = at < payIns.length ? [debtor, creditor] : [creditor, debtor]
          expect(texts(ofHouse, 'BICFI')).toEqual(house.bic === null ? [] : [house.bic])
          expect(texts(ofHouse, 'Nm')).toEqual(house.bic === null ? [house.name] : [])
          expect(texts(ofBank, 'BICFI')).toEqual(bank.bic === null ? [] : [bank.bic])
          expect(texts(ofBank, 'Id')).toEqual(bank.bic === null ? [bank.bankId.toString()] : [])
        }
      }),
      { numRuns: 15 },
    )
  })

  test('refers to each transfer by a UUID of version 4, the same each time and unlike any other', () => {
    const seen = new Map<string, string>()
    fc.assert(
      fc.property(anySettlement, (settlement) => {
        const xml = pacs009(settlement)
        expect(pacs009({ ...settlement, createdAt: '2030-01-01T00:00:00Z' }) === null).toBe(xml === null)
        if (xml === null) return
        const { payIns, payOuts } = settlement.netting
        const references = texts(xml, 'UETR')
        expect(texts(pacs009({ ...settlement, createdAt: '2030-01-01T00:00:00Z' }) ?? '', 'UETR')).toEqual(references)
        for (const [at, { bank }] of [...payIns, ...payOuts].entries()) {
          const reference = references[at] as string
          expect(validate(reference) && version(reference) === 4).toBe(true)
          const transfer = `${settlement.settlementId} ${bank.bankId}`
          expect(seen.get(reference) ?? transfer).toBe(transfer)
          seen.set(reference, transfer)
        }
        for (const name of ['InstrId', 'EndToEndId', 'TxId']) {
          expect(texts(xml, name)).toEqual(references.map((reference) => reference.replaceAll('-', '')))
        }
      }),
    )
  })

  test('of nothing to move is none, since the message has at least one transfer', () => {
    expect(pacs009({ ...EXAMPLE, netting: net([]) })).toBeNull()
  })

  test('says when it settles once, in the header alone', () => {
    expect(text(message(), 'IntrBkSttlmDt')).toBe('2026-01-16')
    expect(text(message(), 'SttlmMtd')).toBe('CLRG')
    expect(text(message({ ...EXAMPLE, createdAt: '2026-01-15t22:05:12.5+01:00' }), 'CreDtTm')).toBe(
      '2026-01-15T21:05:12.500Z',
    )
  })

  test.each([
    ['Smith & Sons <A/S>', 'Smith & Sons <A/S>'],
    ['Société Générale', 'Societe Generale'],
    ['三菱UFJ銀行', '..UFJ..'],
    ['  a \r\n\t b\u0000c ', 'a b c'],
    ['é'.repeat(200), 'e'.repeat(140)],
    [`${'x'.repeat(139)} y`, 'x'.repeat(139)],
    ['ﬃ'.repeat(140), 'ffi'.repeat(47).slice(0, 140)],
  ])('writes the name %j so that every network takes it', async (name, written) => {
    const { errors, canonical } = await lint(message(owing({ name })))
    expect(errors).toEqual([])
    expect(texts(canonical, 'Nm')).toContain(written)
  })

  test('leaves out a name of which nothing is left', async () => {
    const { errors, canonical } = await lint(message(owing({ name: '\u0000 ' })))
    expect(errors).toEqual([])
    expect(texts(canonical, 'Nm')).toEqual(['Clearing House', 'Clearing House', 'Bank'])
  })

  test('takes the largest amounts that the message holds, and refuses larger ones', async () => {
    const largest = (10n ** 18n / 2n - 1n) * 10_000n
    expect((await lint(message(owing({ position: -largest })))).errors).toEqual([])
    expect(() => pacs009(owing({ position: -largest - 10_000n }))).toThrow(RangeError)
  })

  test.each([
    [owing({ position: -10_001n }), 'the net amount of bank 1 is 10001 micro-units, not a whole number of cents'],
    [{ ...EXAMPLE, settlementDate: '2026-02-30' }, '2026-02-30 is not a date'],
    [{ ...EXAMPLE, clearingHouse: { name: '\t', bic: null } }, 'the clearing house has neither BIC nor name'],
    [{ ...EXAMPLE, settlementDate: 'soon' }, 'Invalid time value'],
    [{ ...EXAMPLE, createdAt: 'now' }, 'Invalid time value'],
    [{ ...EXAMPLE, takenAt: '' }, 'Invalid time value'],
  ])('is refused rather than wrong (%#)', (broken, why) => {
    expect(() => pacs009(broken)).toThrow(new RangeError(why))
  })

  test('needs an id that is a UUID', () => {
    expect(() => pacs009({ ...EXAMPLE, settlementId: '7' })).toThrow(TypeError)
  })
})

describe('the schema of the tests', () => {
  test('has nothing against the example', async () => {
    expect((await lint(message())).errors).toEqual([])
  })

  test.each<[string, string | RegExp, string, string]>([
    ['elements in another order', /( *<NbOfTxs>.*\n)( *<CtrlSum>.*\n)/, '$2$1', 'is not expected'],
    ['a debtor after the creditor', /( *<Dbtr>.*?<\/Dbtr>\n)( *<Cdtr>.*?<\/Cdtr>\n)/s, '$2$1', 'is not expected'],
    ['an element that the message does not have', '<SttlmInf>', '<Fee>1</Fee><SttlmInf>', 'is not expected'],
    ['an element twice', /( *<UETR>.*\n)/, '$1$1', 'is not expected'],
    ['no creditor', / *<Cdtr>.*?<\/Cdtr>\n/s, '', 'is not expected'],
    ['no transfers', /<CdtTrfTxInf>.*<\/CdtTrfTxInf>/s, '', 'Missing child element'],
    ['an identification of 36 characters', /<MsgId>[^<]*/, `<MsgId>${'1'.repeat(36)}`, 'maxLength'],
    ['an empty identification', /<TxId>[^<]*/, '<TxId>', 'minLength'],
    ['a BIC in lower case', '<BICFI>CHASUS33', '<BICFI>chasus33', 'pattern'],
    ['a BIC of nine characters', '<BICFI>CHASUS33', '<BICFI>CHASUS33X', 'pattern'],
    ['a name of 141 characters', /<Nm>[^<]*/, `<Nm>${'x'.repeat(141)}`, 'maxLength'],
    ['a negative amount', '>30.00</IntrBkSttlmAmt>', '>-30.00</IntrBkSttlmAmt>', 'minInclusive'],
    ['an amount that is no decimal', '>30.00</IntrBkSttlmAmt>', '>3e1</IntrBkSttlmAmt>', 'not a valid value'],
    ['an amount of six decimals', '>30.00</IntrBkSttlmAmt>', '>30.000001</IntrBkSttlmAmt>', 'fractionDigits'],
    ['an amount of 19 digits', '>30.00</IntrBkSttlmAmt>', `>${'3'.repeat(17)}.33</IntrBkSttlmAmt>`, 'totalDigits'],
    ['an amount without currency', ' Ccy="USD"', '', 'required but missing'],
    ['a currency in lower case', 'Ccy="USD"', 'Ccy="usd"', 'pattern'],
    ['a reference of another UUID version', /<UETR>(.{14})4/, '<UETR>$17', 'pattern'],
    ['a settlement method that there is not', 'CLRG', 'CASH', 'enumeration'],
    ['a date that there is not', '>2026-01-16<', '>2026-02-30<', 'not a valid value'],
    ['another version of the message', 'pacs.009.001.08', 'pacs.009.001.09', 'No matching global declaration'],
    ['markup that does not close', '</GrpHdr>', '', 'tag mismatch'],
  ])('refuses %s', async (_what, part, broken, why) => {
    expect((await lint(message().replace(part, broken))).errors.join('\n')).toContain(why)
  })
})
