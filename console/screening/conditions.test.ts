import { expect, test } from 'vitest'
import type { Rule } from '../data/client.ts'
import { conditionsInWords, conditionsOf, formOf, NO_CONDITIONS } from './conditions.ts'

const rule: Rule = {
  id: 1,
  name: 'all',
  verdict: 'review',
  score: 40,
  enabled: true,
  priority: 100,
  currency: 'EUR',
  amount_exactly: null,
  amount_at_least: '1000000000',
  amount_at_most: '1500500000',
  window_sec: 600,
  window_sum_at_least: '2500000',
  window_count_at_least: 20,
  first_payment: true,
  sender_ids: [1, 2, 3, 4, 5, 6, 7],
  receiver_ids: [9],
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
}

test('what is shown of a rule to be changed is what it says', () => {
  const { id, name, verdict, score, enabled, priority, created_at, updated_at, ...conditions } = rule
  expect(conditionsOf(formOf(rule))).toEqual(conditions)
})

test('what is left empty is not asked for', () => {
  expect(Object.values(conditionsOf(NO_CONDITIONS))).toEqual([...Array(7).fill(null), false, null, null])
})

test('wallets are written with commas, spaces or signs between them', () => {
  expect(conditionsOf({ ...NO_CONDITIONS, sender_ids: ' 1,#2  3;4 ' }).sender_ids).toEqual([1, 2, 3, 4])
})

test.each([
  ['amount_exactly', '0,60', 'Write a point before the decimals'],
  ['window_sec', '1.5', 'Write “1.5” as a whole number'],
  ['receiver_ids', '1, two', 'Write “two” as a whole number'],
])('%s that is %s is refused in words', (field, text, words) => {
  expect(() => conditionsOf({ ...NO_CONDITIONS, [field]: text })).toThrow(words)
})

test('a rule is told in words', () => {
  expect(conditionsInWords(rule)).toEqual([
    'at least 1\u202f000.00 EUR',
    'at most 1\u202f500.50 EUR',
    '20 transfers or more within 10 min',
    '2.50 EUR or more within 10 min',
    'never paid the receiver before',
    'from wallet 1, 2, 3, 4, 5 and 2 more',
    'to wallet 9',
  ])
})
