import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { type Story, tellStory } from '../../op-processor/apply/fixtures/story.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { like, type Tampering } from '../../test/tampering.ts'
import { verifyLedger } from './verify.ts'

let database: TestDatabase
let ledger: TestLedger
beforeEach(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 3)
})
afterEach(async () => {
  await ledger.close()
  await database.drop()
})

const POSTINGS: Tampering<[story: Story]>[] = [
  [
    'the amount of a posting',
    ({ converted, bob }) => [
      `update postings set amount = amount + 1 where operation_id = '${converted}' and wallet_id = ${bob}`,
    ],
    ({ converted, bob }) => ({
      table: 'postings',
      key: like('group 1, journal 2, line 2', converted, `wallet ${bob}`),
      expected: like('91423,'),
      found: like('91424,'),
    }),
  ],
  [
    'what a posting says was requested',
    ({ across, alice }) => [
      `update postings set requested_amount = 1 where operation_id = '${across}' and wallet_id = ${alice}`,
    ],
    ({ across }) => ({ table: 'postings', key: like(across), expected: like('200000 USD'), found: like(' 1 USD') }),
  ],
  [
    'the balance that a posting left',
    ({ converted, alice }) => [
      `update postings set balance = balance - 1 where operation_id = '${converted}' and wallet_id = ${alice}`,
    ],
    ({ alice }) => ({
      table: 'postings',
      key: like('group 1, journal 2, line 1', `wallet ${alice}`),
      expected: 'a balance of 900000, which is 1000000 before and -100000 more',
      found: '899999',
    }),
  ],
  [
    'the balance that a posting left of a wallet that was in several groups',
    ({ erin }) => [
      `update postings set balance = balance + 1 where wallet_id = ${erin} and group_id = 2 and amount = 5`,
    ],
    ({ erin }) => ({
      table: 'postings',
      key: like('group 2', `wallet ${erin}`),
      found: like('which is 291 before and 5 more'),
    }),
  ],
  [
    'the wallet of a posting',
    ({ across, carol, bob }) => [
      `update postings set wallet_id = ${bob} where operation_id = '${across}' and wallet_id = ${carol}`,
    ],
    ({ across, carol, bob }) => ({
      table: 'postings',
      key: like('group 2', across, `wallet ${bob}`),
      expected: like(`transfer of wallet ${carol}, 182847`),
      found: like(`transfer of wallet ${bob}, 182847`),
    }),
  ],
  [
    'the currency of a posting',
    ({ erin }) => [`update postings set currency = 'THB' where wallet_id = ${erin} and group_id = 3`],
    () => ({ table: 'postings', key: like('group 3'), expected: like('USD'), found: 'THB' }),
  ],
  [
    'a posting that is deleted',
    ({ refunded }) => [`delete from postings where operation_id = '${refunded}' and kind = 'refund'`],
    ({ refunded, alice }) => ({
      table: 'postings',
      key: like(refunded, `refund of wallet ${alice}`),
      expected: like('50000,'),
      found: 'no row',
    }),
  ],
  [
    'a posting that is added',
    ({ alice }) => [
      `insert into postings (wallet_id, accepted_at, operation_id, group_id, line, journal_seq, kind, amount, currency,
         balance, requested_amount, requested_currency)
       values (${alice}, now(), '01890000-0000-7000-8000-00000000beef', 1, 9, 2, 'deposit', 77, 'USD', 77, 77, 'USD')`,
      `update wallets set balance = balance + 77 where id = ${alice}`,
    ],
    ({ alice }) => ({
      table: 'postings',
      key: like('group 1, journal 2, line 9', 'beef'),
      expected: 'no posting of this operation',
      found: like(`deposit of wallet ${alice}, 77`),
    }),
  ],
  [
    'a posting that is written twice',
    ({ across, carol }) => [
      `insert into postings select * from postings where operation_id = '${across}' and wallet_id = ${carol}`,
    ],
    ({ across, carol }) => ({
      table: 'postings',
      key: like(across, `wallet ${carol}`),
      expected: 'one row',
      found: '2 rows',
    }),
  ],
  [
    'the order of two postings',
    () => [
      `update postings set line = case line when 1 then 2 else 1 end where group_id = 1 and journal_seq = 1 and line <= 2`,
    ],
    () => ({ table: 'journals', key: 'group 1, journal 1', expected: like('2 operations, 2 postings') }),
  ],
  [
    'the time at which an operation was accepted, wherever it stands',
    ({ converted }) => [
      `update operations set accepted_at = accepted_at - interval '1 microsecond' where id = '${converted}'`,
      `update postings set accepted_at = accepted_at - interval '1 microsecond' where operation_id = '${converted}'`,
    ],
    () => ({ table: 'journals', key: 'group 1, journal 2', found: like('or one of these rows was changed') }),
  ],
]

const OPERATIONS: Tampering<[story: Story]>[] = [
  [
    'a verdict, from success to decline',
    ({ converted }) => [
      `update operations set status = 'decline', reason = 'wallet_frozen', debit = null, credit = null where id = '${converted}'`,
    ],
    ({ converted }) => ({ table: 'postings', key: like(converted), expected: 'no posting of this operation' }),
  ],
  [
    'a verdict, from decline to success',
    ({ declined }) => [
      `update operations set status = 'success', reason = null, debit = 1, credit = 1 where id = '${declined}'`,
    ],
    ({ declined }) => ({ table: 'postings', key: like(declined), expected: like('1,'), found: 'no row' }),
  ],
  [
    'the reason of a decline',
    ({ declined }) => [`update operations set reason = 'wallet_frozen' where id = '${declined}'`],
    () => ({ table: 'journals', key: 'group 1, journal 2', expected: like('hash') }),
  ],
  [
    'a reason, so that it reads as several fields',
    ({ declined }) => [`update operations set reason = E'a|b\\nposting|c' where id = '${declined}'`],
    () => ({ table: 'operations', key: like('group 1, journal 2'), expected: 'a word' }),
  ],
  [
    'a rate',
    ({ converted }) => [`update operations set target_rate = 1.1 where id = '${converted}'`],
    ({ converted }) => ({
      table: 'operations',
      key: like('group 1, journal 2, line 1', converted),
      expected: 'a credit of 90909: 100000 at 1.000000000000 to 1.100000000000',
      found: '91423',
    }),
  ],
  [
    'a rate by so little that every amount stays the same',
    ({ converted }) => [`update operations set target_rate = target_rate + 0.000000000001 where id = '${converted}'`],
    () => ({ table: 'journals', key: 'group 1, journal 2' }),
  ],
  [
    'the time at which an operation was applied',
    ({ across }) => [`update operations set applied_at = applied_at + interval '1 hour' where id = '${across}'`],
    ({ across }) => ({ table: 'operations', key: like('group 2', across), expected: like('as the journal') }),
  ],
  [
    'an operation that is deleted',
    ({ across }) => [`delete from operations where id = '${across}'`],
    ({ across }) => ({ table: 'postings', key: like(across), expected: 'no posting of this operation' }),
  ],
  [
    'a decline that is deleted, though no posting tells',
    ({ declined }) => [`delete from operations where id = '${declined}'`],
    () => ({
      table: 'operations',
      key: like('group 1, journal 2'),
      expected: '2 rows, as the journal says',
      found: '1',
    }),
  ],
  [
    'a success that is added',
    ({ bob }) => [
      `insert into operations (id, group_id, journal_seq, line, kind, status, target_id, amount, currency, credit, accepted_at)
       values ('01890000-0000-7000-8000-00000000beef', 1, 1, 3, 'deposit', 'success', ${bob}, 5, 'EUR', 5, now())`,
    ],
    ({ bob }) => ({ table: 'postings', key: like('beef', `deposit of wallet ${bob}`), found: 'no row' }),
  ],
  [
    'a decline that is added',
    ({ bob }) => [
      `insert into operations (id, group_id, journal_seq, line, kind, status, reason, target_id, amount, currency, accepted_at, applied_at)
       select gen_random_uuid(), group_id, seq, 3, 'deposit', 'decline', 'wallet_frozen', ${bob}, 5, 'EUR', now(), committed_at
       from journals where group_id = 1 and seq = 1`,
    ],
    () => ({ table: 'operations', key: 'group 1, journal 1', expected: '2 rows, as the journal says', found: '3' }),
  ],
  [
    'an operation that ended twice',
    ({ across }) => [
      'alter table operations drop constraint operations_pkey',
      `insert into operations select * from operations where id = '${across}'`,
    ],
    ({ across }) => ({ table: 'operations', key: like(across), expected: 'one row', found: '2 rows' }),
  ],
  [
    'an operation that is moved to another journal',
    ({ declined }) => [`update operations set journal_seq = 1, line = 3 where id = '${declined}'`],
    () => ({ table: 'operations', key: 'group 1, journal 1', expected: '2 rows, as the journal says', found: '3' }),
  ],
]

describe.each([
  ['postings', POSTINGS],
  ['operations', OPERATIONS],
])('what is changed in %s is found and named', (_, tamperings) => {
  test.each(tamperings)('%s', async (_name, statements, wrong) => {
    const story = await tellStory(ledger)
    await ledger.tamper(...statements(story))
    const report = await verifyLedger(database)
    expect(report).toEqual({ ok: false, wrong: expect.objectContaining(wrong(story)) })
  })
})
