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

const JOURNALS: Tampering<[story: Story]>[] = [
  [
    'a hash',
    () => [`update journals set hash = sha256('x') where group_id = 1 and seq = 2`],
    () => ({ table: 'journals', key: 'group 1, journal 2', found: like('the hash or one of these rows') }),
  ],
  [
    'a previous hash',
    () => [`update journals set previous_hash = sha256('x') where group_id = 1 and seq = 2`],
    () => ({ table: 'journals', key: 'group 1, journal 2', expected: like('the previous hash') }),
  ],
  [
    'the hash of the newest journal, which no other continues',
    () => [
      `update journals set hash = sha256('x') where (group_id, seq) in (select group_id, max(seq) from journals where group_id = 3 group by 1)`,
    ],
    () => ({ table: 'journals', key: like('group 3') }),
  ],
  [
    'an epoch',
    () => ['update journals set epoch = 9 where group_id = 2 and seq = 1'],
    () => ({ table: 'journals', key: 'group 2, journal 1', expected: like('epoch from 0'), found: '9' }),
  ],
  [
    'the time of a journal and of its operations',
    () => [
      `update journals set committed_at = committed_at + interval '1 second' where group_id = 2 and seq = 1`,
      `update operations set applied_at = applied_at + interval '1 second' where group_id = 2 and journal_seq = 1`,
    ],
    () => ({ table: 'journals', key: 'group 2, journal 1', expected: like('hash') }),
  ],
  [
    'how many postings a journal has',
    () => ['update journals set postings = postings + 1 where group_id = 2 and seq = 1'],
    () => ({ table: 'postings', key: 'group 2, journal 1', expected: '2 rows, as the journal says', found: '1' }),
  ],
  [
    'a journal that is cut out of the chain',
    () => ['delete from journals where group_id = 1 and seq = 2'],
    () => ({ table: 'journals', key: 'group 1, journal 2', expected: 'a row', found: 'none; the next is journal 3' }),
  ],
  [
    'the newest journal, whose rows stay',
    () => [
      'delete from journals where (group_id, seq) in (select group_id, max(seq) from journals where group_id = 3 group by 1)',
    ],
    () => ({ table: 'operations', key: like('group 3'), expected: 'a journal that it belongs to', found: 'none' }),
  ],
  [
    'a journal in the middle with everything in it',
    () =>
      ['operations', 'postings', 'system_postings', 'journals'].map(
        (table) => `delete from ${table} where group_id = 1 and ${table === 'journals' ? 'seq' : 'journal_seq'} = 2`,
      ),
    () => ({ table: 'journals', key: 'group 1, journal 2', expected: 'a row', found: 'none; the next is journal 3' }),
  ],
  [
    'the first journal with everything in it',
    () =>
      ['operations', 'postings', 'system_postings', 'journals'].map(
        (table) => `delete from ${table} where group_id = 2 and ${table === 'journals' ? 'seq' : 'journal_seq'} = 1`,
      ),
    () => ({ table: 'journals', key: 'group 2, journal 1', expected: 'a row', found: 'none; the next is journal 2' }),
  ],
  [
    'the newest journal with everything in it',
    () =>
      ['operations', 'postings', 'system_postings', 'journals'].map(
        (table) =>
          `delete from ${table} where group_id = 3 and ${table === 'journals' ? 'seq' : 'journal_seq'} =
             (select max(seq) from journals where group_id = 3)`,
      ),
    ({ erin }) => ({ table: 'wallets', key: `wallet ${erin}`, expected: like('the sum of its'), found: '325' }),
  ],
]

const BALANCES: Tampering<[story: Story]>[] = [
  [
    'the balance of a wallet',
    ({ carol }) => [`update wallets set balance = balance + 1 where id = ${carol}`],
    ({ carol }) => ({
      table: 'wallets',
      key: `wallet ${carol}`,
      expected: 'a balance of 182847, the sum of its 1 postings',
      found: '182848',
    }),
  ],
  [
    'the balance of a wallet, below its floor',
    ({ bob }) => [
      'alter table wallets drop constraint wallets_check',
      `update wallets set balance = -501 where id = ${bob}`,
    ],
    ({ bob }) => ({ table: 'wallets', key: `wallet ${bob}`, expected: 'a balance of -500 or more', found: '-501' }),
  ],
  [
    'the balance of a system account',
    () => [
      `update system_accounts set balance = balance + 1 where group_id = 1 and kind = 'world' and currency = 'USD'`,
    ],
    () => ({ table: 'system_accounts', key: 'group 1, world USD', expected: like('the sum of its postings') }),
  ],
  [
    'the amount of a system posting, and of its account',
    () => [
      `update system_postings set amount = amount + 1 where group_id = 1 and journal_seq = 1 and kind = 'world'`,
      `update system_accounts set balance = balance + 1 where group_id = 1 and kind = 'world'`,
    ],
    () => ({ table: 'system_postings', key: 'group 1, journal 1, world USD', expected: like('more') }),
  ],
  [
    'the amounts and balances of a system account',
    () => [
      `update system_postings set amount = amount + 1 where group_id = 1 and journal_seq = 1 and kind = 'world'`,
      `update system_postings set balance = balance + 1 where group_id = 1 and kind = 'world'`,
      `update system_accounts set balance = balance + 1 where group_id = 1 and kind = 'world'`,
    ],
    () => ({ table: 'journals', key: 'group 1, journal 1', expected: 'lines that sum to 0 USD', found: '1' }),
  ],
  [
    'a system posting that is added to a written journal, with the balance of its account',
    ({ onItsWay }) => [
      `insert into system_postings (group_id, journal_seq, kind, currency, amount, balance)
       select group_id, 1, kind, currency, 5, 5 from system_accounts where group_id = 1 and kind = 'transit' and currency = 'EUR'`,
      `update system_accounts set balance = balance + 5 where group_id = 1 and kind = 'transit' and currency = 'EUR'`,
      `update queue set credit = credit + 5 where operation_id = '${onItsWay}'`,
    ],
    () => ({ table: 'journals', key: 'group 1, journal 1', expected: 'lines that sum to 0 EUR', found: '5' }),
  ],
  [
    'a system posting that is deleted',
    () => [`delete from system_postings where group_id = 2 and journal_seq = 1`],
    () => ({ table: 'system_accounts', key: like('group 2') }),
  ],
]

const QUEUE: Tampering<[story: Story]>[] = [
  [
    'the amount of a credit that waits',
    ({ onItsWay }) => [`update queue set credit = credit + 1 where operation_id = '${onItsWay}'`],
    () => ({ table: 'system_accounts', key: 'transit EUR of all groups', expected: like('60001'), found: '60000' }),
  ],
  [
    'a credit that waits and is deleted',
    ({ onItsWay }) => [`delete from queue where operation_id = '${onItsWay}'`],
    ({ onItsWay }) => ({ table: 'postings', key: like(onItsWay), expected: 'no posting of this operation' }),
  ],
  [
    'a dead letter that is deleted',
    ({ dead }) => [`delete from dead_letters where operation_id = '${dead}'`],
    ({ dead }) => ({ table: 'postings', key: like(dead), expected: 'no posting of this operation' }),
  ],
  [
    'an ended operation that waits again',
    ({ converted, alice, bob }) => [
      `insert into queue (group_id, operation_id, kind, origin_id, target_id, amount, currency)
       values (1, '${converted}', 'transfer', ${alice}, ${bob}, 100000, 'USD')`,
    ],
    ({ converted }) => ({
      table: 'queue',
      key: like(converted),
      expected: 'nothing: it ended in group 1, journal 2',
      found: 'it waits for its step apply',
    }),
  ],
  [
    'an operation that waits in the queue and among the dead letters',
    ({ dead }) => [
      `insert into queue (group_id, operation_id, kind, target_id, amount, currency)
       values (1, '${dead}', 'deposit', 1, 1, 'USD')`,
    ],
    ({ dead }) => ({ table: 'dead_letters', key: like(dead), expected: 'one step that waits' }),
  ],
]

describe.each([
  ['journals', JOURNALS],
  ['balances', BALANCES],
  ['the queue', QUEUE],
])('what is changed in %s is found and named', (_, tamperings) => {
  test.each(tamperings)('%s', async (_name, statements, wrong) => {
    const story = await tellStory(ledger)
    await ledger.tamper(...statements(story))
    const report = await verifyLedger(database)
    expect(report).toEqual({ ok: false, wrong: expect.objectContaining(wrong(story)) })
  })
})
