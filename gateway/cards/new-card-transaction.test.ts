import { describe, expect, test } from 'vitest'
import { type NewCardTransaction, problemsOf } from './new-card-transaction.ts'

const NOW = new Date('2026-11-25T12:00:00Z')
const SOUND = { number: '4111111111111111', holder: 'Ana Lima', expiry: '12/40', verificationCode: '123' }

function pointersOf(card: Partial<typeof SOUND>, fields: Partial<NewCardTransaction> = {}, now = NOW): string[] {
  const asked = { walletId: 1n, description: 'books', method: 'credit_card', amount: 1n, currency: 'USD' } as const
  return problemsOf({ ...asked, ...fields, card: { ...SOUND, ...card } }, now).map(({ pointer }) => pointer)
}

describe('a card', () => {
  test.each([
    {},
    { number: '4222222222222' },
    { number: '378282246310005', verificationCode: '1234' },
    { holder: 'Zoë O’Neil-Díaz' },
    { holder: '李小龙' },
  ])('is taken: %j', (card) => {
    expect(pointersOf(card)).toEqual([])
  })

  test.each([
    ['number', { number: '4111111111111112' }],
    ['number', { number: '' }],
    ['number', { number: '4111 1111 1111 1111' }],
    // Sound for a check, but of no length that Visa has.
    ['number', { number: '411111111111116' }],
    ['number', { number: '9000000000000001' }],
    ['number', { number: '４１１１１１１１１１１１１１１１' }],
    ['holder', { holder: '' }],
    ['holder', { holder: ' Ana' }],
    ['holder', { holder: 'Ana 2' }],
    ['holder', { holder: 'A'.repeat(65) }],
    ['expiry', { expiry: '13/40' }],
    ['expiry', { expiry: '1/40' }],
    ['expiry', { expiry: '12/2040' }],
    ['verification_code', { verificationCode: '1234' }],
    ['verification_code', { verificationCode: '12' }],
    ['verification_code', { verificationCode: '12a' }],
    ['verification_code', { number: '378282246310005', verificationCode: '123' }],
  ])('is refused for its %s: %j', (field, card) => {
    expect(pointersOf(card)).toEqual([`/card/${field}`])
  })

  test('is valid to the last instant of its month in UTC, and not longer', () => {
    expect(pointersOf({ expiry: '11/26' }, {}, new Date('2026-11-30T23:59:59.999Z'))).toEqual([])
    expect(pointersOf({ expiry: '11/26' }, {}, new Date('2026-12-01T00:00:00.000Z'))).toEqual(['/card/expiry'])
    expect(pointersOf({ expiry: '12/26' }, {}, new Date('2026-12-31T23:59:59.999Z'))).toEqual([])
    expect(pointersOf({ expiry: '12/26' }, {}, new Date('2027-01-01T00:00:00.000Z'))).toEqual(['/card/expiry'])
  })
})

describe('a description', () => {
  test.each(['', 'a\nb', 'x'.repeat(141), 'paid by 4111 1111 1111 1111'])('is refused: %j', (description) => {
    expect(pointersOf({}, { description })).toEqual(['/description'])
  })

  test('may hold an order number', () => {
    expect(pointersOf({}, { description: 'order 2026-000123' })).toEqual([])
  })
})

test('no problem repeats what was sent', () => {
  const card = { number: '4111111111111112', holder: '12', expiry: '99/99', verificationCode: '73911' }
  const walletId = 1n
  const asked = { walletId, description: '', method: 'credit_card', amount: 1n, currency: 'USD', card } as const
  const told = JSON.stringify(problemsOf(asked, NOW))
  for (const sent of ['4111111111111112', '99/99', '73911']) expect(told).not.toContain(sent)
})
