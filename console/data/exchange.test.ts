import { expect, test } from 'vitest'
import { convert, isRate, shortRate } from './exchange.ts'

test('what a transfer is said to become is what the ledger makes of it', () => {
  const rates = { USD: '1', EUR: '1.093809', THB: '0.029758' }
  expect(convert(200_000_000n, 'USD', 'EUR', rates)).toBe(182_847_279n)
  expect(convert(1_000_000n, 'EUR', 'THB', rates)).toBe(36_756_804n)
  expect(convert(7n, 'EUR', 'EUR', {})).toBe(7n)
})

test('a currency without a rate is not guessed', () => {
  expect(convert(1n, 'USD', 'XXX', { USD: '1' })).toBe(null)
  expect(convert(5n, 'XXX', 'XXX', {})).toBe(5n)
})

test('rates are what the ledger takes', () => {
  for (const text of ['1', '0.000000000001', '999999999999999999.999999999999']) expect(isRate(text)).toBe(true)
  for (const text of ['0', '0.0', '-1', '1,1', '1e3', '', '.5', '1.', '0.0000000000001', '1234567890123456789']) {
    expect(isRate(text)).toBe(false)
  }
})

test('zeros that say nothing are left out', () => {
  expect([...'1.093809000000 1.000000000000 0.5 100 10.10'.split(' ')].map(shortRate)).toEqual([
    '1.093809',
    '1',
    '0.5',
    '100',
    '10.1',
  ])
})
