import { expect, test } from 'vitest'
import { stagesOf } from './stages-of.ts'

const transfer = {
  kind: 'transfer',
  status: 'new',
  debit: null,
  reason: null,
  origin_wallet_id: 1,
  target_wallet_id: 2,
} as const
const deposit = { ...transfer, origin_wallet_id: null }

const shown = (operation: Parameters<typeof stagesOf>[0]) =>
  stagesOf(operation)
    .map(({ name, state }) => `${name} ${state}`)
    .join(', ')

test.each([
  ['one that nobody answered for yet', undefined, 'Queued now, Debited waiting, Credited waiting'],
  ['a queued transfer', transfer, 'Queued done, Debited now, Credited waiting'],
  [
    'a transfer between groups that is debited',
    { ...transfer, status: 'processing', debit: '5' },
    'Queued done, Debited done, Credited now',
  ],
  ['an applied transfer', { ...transfer, status: 'success', debit: '5' }, 'Queued done, Debited done, Credited done'],
  [
    'a transfer that was declined before it was debited',
    { ...transfer, status: 'decline', reason: 'insufficient_funds' },
    'Queued done, Declined refused',
  ],
  [
    'a debit that is being given back',
    { ...transfer, status: 'processing', debit: '5', reason: 'wallet_closed' },
    'Queued done, Debited done, Declined refused, Refunded now',
  ],
  [
    'a debit that was given back',
    { ...transfer, status: 'decline', debit: '5', reason: 'wallet_closed' },
    'Queued done, Debited done, Declined refused, Refunded done',
  ],
  ['a queued deposit', deposit, 'Queued done, Credited now'],
  ['an applied deposit', { ...deposit, status: 'success' }, 'Queued done, Credited done'],
  [
    'an applied operation without a target',
    { ...transfer, status: 'success', debit: '5', target_wallet_id: null },
    'Queued done, Debited done',
  ],
  [
    'a hold',
    { ...transfer, kind: 'hold', status: 'success', debit: '5', target_wallet_id: null },
    'Queued done, Held done',
  ],
  [
    'a declined release',
    { ...transfer, kind: 'release', status: 'decline', reason: 'hold_captured' },
    'Queued done, Declined refused',
  ],
  ['a declined deposit', { ...deposit, status: 'decline', reason: 'wallet_closed' }, 'Queued done, Declined refused'],
] as const)('the stages of %s', (_name, operation, stages) => {
  expect(shown(operation)).toBe(stages)
})
