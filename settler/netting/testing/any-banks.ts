import fc from 'fast-check'
import type { BankPosition } from '../netting.ts'

const BANKS_MAX = 12
const PAYMENTS_MAX = 40
const NAME_LENGTH_MAX = 140
const BANK_ID_MAX = 2 ** 31 - 1

const anyName = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: NAME_LENGTH_MAX }),
  fc.string({ minLength: 1, maxLength: NAME_LENGTH_MAX }),
  fc.constantFrom(
    'Wells Fargo',
    'Smith & Sons <"A/S">',
    "=HYPERLINK('x')",
    '@a, b',
    'line\r\nline',
    'line\nline',
    'line\rline',
    '"',
    ' ',
    '\u0000',
    'Société Générale',
    '三菱UFJ銀行',
    '&'.repeat(NAME_LENGTH_MAX),
    'é'.repeat(NAME_LENGTH_MAX),
  ),
)
const anyBic = fc.option(fc.stringMatching(/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/))

/** Banks whose positions are what payments among them leave; every amount a multiple of `unit` micro-units. */
export function anyBanks({ unit }: { unit: bigint }): fc.Arbitrary<BankPosition[]> {
  const identities = fc.uniqueArray(
    fc.record({ bankId: fc.integer({ min: 1, max: BANK_ID_MAX }), name: anyName, bic: anyBic }),
    { maxLength: BANKS_MAX, selector: ({ bankId }) => bankId, size: 'max' },
  )
  const payments = fc.array(
    fc.record({
      from: fc.nat(),
      to: fc.nat(),
      units: fc.oneof(fc.bigInt(1n, 100n), fc.bigInt(1n, 10n ** 12n)),
    }),
    { maxLength: PAYMENTS_MAX, size: 'max' },
  )
  return fc.tuple(identities, payments).map(([banks, made]) =>
    banks.map((bank, at) => {
      const paid = made
        .filter(({ from }) => from % banks.length === at)
        .reduce((sum, { units }) => sum + units * unit, 0n)
      const received = made
        .filter(({ to }) => to % banks.length === at)
        .reduce((sum, { units }) => sum + units * unit, 0n)
      return { ...bank, position: received - paid, paid, received }
    }),
  )
}
