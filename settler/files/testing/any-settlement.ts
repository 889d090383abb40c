import fc from 'fast-check'
import { net } from '../../netting/netting.ts'
import { anyBanks } from '../../netting/testing/any-banks.ts'
import { MICROS_PER_CENT, type Settlement } from '../settlement.ts'

const anyInstant = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())

/** Settlements of any banks, all amounts whole cents. */
export const anySettlement: fc.Arbitrary<Settlement> = fc.record({
  settlementId: fc.uuid({ version: 7 }),
  currency: fc.constant('USD'),
  takenAt: anyInstant,
  createdAt: anyInstant,
  settlementDate: anyInstant.map((instant) => instant.slice(0, 10)),
  clearingHouse: fc.constantFrom(
    { name: 'Clearing House & Co', bic: null },
    { name: 'Clearing House', bic: 'CLHOUS33' },
    { name: '', bic: 'CLHOUS33XXX' },
  ),
  netting: anyBanks({ unit: MICROS_PER_CENT }).map((banks) => net(banks)),
})
