import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { approve, finish, postLines, takeCut } from '../../op-processor/apply/fixtures/clearing.ts'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { type ClearingStory, type Story, tellStory } from '../../op-processor/apply/fixtures/story.ts'
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

const ACCOUNTS: Tampering<[clearing: ClearingStory, story: Story]>[] = [
  [
    'the bank of an account',
    ({ boa }) => [`update clearing_accounts set bank_id = 4 where wallet_id = ${boa}`],
    ({ boa }) => ({
      table: 'clearing_accounts',
      key: like('bank 4', `wallet ${boa}`),
      expected: 'a wallet of bank 4',
      found: 'a wallet of bank 2',
    }),
  ],
  [
    'the bank of a wallet',
    ({ boa }) => ['alter table wallets disable trigger user', `update wallets set bank_id = 4 where id = ${boa}`],
    ({ boa }) => ({ table: 'clearing_accounts', key: like(`wallet ${boa}`), found: 'a wallet of bank 4' }),
  ],
  [
    'the wallet of an account',
    ({ boa }, { alice }) => [`update clearing_accounts set wallet_id = ${alice} where wallet_id = ${boa}`],
    (_, { alice }) => ({ table: 'clearing_accounts', key: like(`wallet ${alice}`), found: 'a wallet of no bank' }),
  ],
  [
    'an account that is deleted',
    ({ wells }) => [`delete from clearing_accounts where wallet_id = ${wells}`],
    ({ wells }) => ({
      table: 'clearing_accounts',
      key: `wallet ${wells}`,
      expected: 'an account of bank 3',
      found: 'no row',
    }),
  ],
  [
    'a second account of a wallet',
    ({ wells }) => [
      'alter table clearing_accounts drop constraint clearing_accounts_wallet_id_key',
      `insert into clearing_accounts (bank_id, account, wallet_id) values (3, 'another', ${wells})`,
    ],
    ({ wells }) => ({ table: 'clearing_accounts', key: `wallet ${wells}`, found: '2 accounts' }),
  ],
  [
    'a payment that becomes a transfer, wherever it stands',
    ({ within }) => [
      `update operations set kind = 'transfer' where id = '${within}'`,
      `update postings set kind = 'transfer' where operation_id = '${within}'`,
    ],
    ({ within, chase }) => ({
      table: 'postings',
      key: like('group 1', within, `transfer of wallet ${chase}`),
      expected: like('of this clearing account'),
      found: 'a transfer',
    }),
  ],
  [
    'a transfer that becomes a payment, wherever it stands',
    (_, { converted }) => [
      `update operations set kind = 'payment' where id = '${converted}'`,
      `update postings set kind = 'payment' where operation_id = '${converted}'`,
    ],
    (_, { converted, alice }) => ({
      table: 'postings',
      key: like('group 1, journal 2, line 1', converted, `payment of wallet ${alice}`),
      expected: like('no clearing account'),
      found: 'a payment',
    }),
  ],
]

const POSITIONS: Tampering<[clearing: ClearingStory, story: Story]>[] = [
  [
    'the position of a bank',
    () => ['update bank_positions set balance = balance + 1 where group_id = 3 and bank_id = 3'],
    () => ({ table: 'bank_positions', key: 'bank 3 in all groups', expected: like('450'), found: '451' }),
  ],
  [
    'a position that is deleted',
    () => ['delete from bank_positions where bank_id = 2'],
    () => ({ table: 'bank_positions', key: 'bank 2 in all groups', expected: like('-450'), found: '0' }),
  ],
  [
    'positions that say of one group what another did',
    () => [
      'update bank_positions set balance = balance + 5 where group_id = 1 and bank_id = 3',
      'update bank_positions set balance = balance - 5 where group_id = 3 and bank_id = 3',
    ],
    () => ({ table: 'bank_positions', key: 'group 1, all banks', expected: like('a sum of 3000'), found: '3005' }),
  ],
  [
    'a payment that waits, so that it is of another account',
    ({ onItsWay, chase }) => [`update queue set target_id = ${chase} where operation_id = '${onItsWay}'`],
    () => ({ table: 'bank_positions', key: 'bank 1 in all groups', expected: like('450'), found: '0' }),
  ],
]

const REVERSALS: Tampering<[clearing: ClearingStory, story: Story]>[] = [
  [
    'a reversal whose row is deleted',
    () => ['delete from reversals'],
    ({ reversal, reversed }) => ({
      table: 'reversals',
      key: `reversal ${reversal}`,
      expected: like(reversed),
      found: 'no row',
    }),
  ],
  [
    'the payment that a row names',
    ({ within }) => [`update reversals set reversed_id = '${within}'`],
    ({ reversal, within, reversed }) => ({
      table: 'reversals',
      key: `reversal ${reversal}`,
      expected: like(within),
      found: `one of ${reversed}`,
    }),
  ],
  [
    'a row of a reversal that is none',
    ({ across }) => [
      `insert into reversals (reversed_id, operation_id) values ('${across}', '01890000-0000-7000-8000-00000000beef')`,
    ],
    ({ across }) => ({ table: 'reversals', key: like('beef'), expected: like(across), found: 'no such operation' }),
  ],
  [
    'a row of a reversal that is written again',
    ({ reversed }) => [
      'alter table reversals drop constraint reversals_pkey',
      `insert into reversals (reversed_id, operation_id) values ('${reversed}', gen_random_uuid())`,
    ],
    ({ reversed }) => ({ table: 'reversals', expected: like(reversed), found: 'no such operation' }),
  ],
  [
    'a reversal that takes another payment back',
    ({ reversal, across }) => [
      `update reversals set reversed_id = '${across}'`,
      `update operations set related_id = '${across}' where id = '${reversal}'`,
    ],
    ({ across, boa, wells, chase }) => ({
      table: 'reversals',
      key: like(across),
      expected: `3000 USD from ${wells} to ${chase}`,
      found: `900 USD from ${wells} to ${boa}`,
    }),
  ],
  [
    'a reversal that takes back what it does not give back',
    ({ reversal }, { across }) => [
      `update reversals set reversed_id = '${across}'`,
      `update operations set related_id = '${across}' where id = '${reversal}'`,
    ],
    ({ boa, wells }, { alice, carol }) => ({
      table: 'reversals',
      expected: like(`200000 USD from ${carol} to ${alice}, debit 182847, credit 200000`),
      found: like(`900 USD from ${wells} to ${boa}`),
    }),
  ],
  [
    'a reversal of a payment that is still on its way',
    ({ reversal, onItsWay }) => [
      `update reversals set reversed_id = '${onItsWay}'`,
      `update operations set related_id = '${onItsWay}' where id = '${reversal}'`,
    ],
    () => ({
      table: 'reversals',
      expected: 'an operation that was applied and can be taken back',
      found: 'no such operation',
    }),
  ],
]

const UNGUARD = 'alter table snapshots disable trigger user'

const SETTLEMENTS: Tampering<[clearing: ClearingStory, story: Story]>[] = [
  [
    'the state of a snapshot',
    () => [
      UNGUARD,
      `update snapshots set state = 'open', approved_at = null, posted_lines = 0, posted_at = null, settled_at = null`,
    ],
    ({ cut }) => ({ table: 'snapshots', key: `snapshot ${cut.id}`, expected: like('an approved one'), found: 'open' }),
  ],
  [
    'a snapshot that is deleted',
    () => [UNGUARD, 'delete from snapshots'],
    ({ cut }) => ({ table: 'snapshots', key: `snapshot ${cut.id}`, found: 'no row' }),
  ],
  [
    'how many lines a snapshot has',
    () => [UNGUARD, 'update snapshots set lines = lines + 1, posted_lines = posted_lines + 1'],
    ({ cut }) => ({
      table: 'snapshots',
      key: `snapshot ${cut.id}, settled`,
      expected: like('4 settlement operations'),
      found: '3',
    }),
  ],
  [
    'an account that is settled again',
    ({ cut, chase }) => [
      `insert into queue (group_id, operation_id, kind, target_id, amount, currency, related_id)
       values (1, gen_random_uuid(), 'settlement', ${chase}, 1, 'USD', '${cut.id}')`,
    ],
    ({ cut, chase }) => ({
      table: 'snapshots',
      key: `snapshot ${cut.id}, wallet ${chase}`,
      expected: 'one settlement operation',
      found: '2 of them',
    }),
  ],
  [
    'a settled snapshot of which an operation waits',
    ({ cut }, { alice }) => [
      UNGUARD,
      'update snapshots set lines = lines + 1, posted_lines = posted_lines + 1',
      `insert into queue (group_id, operation_id, kind, target_id, amount, currency, related_id)
       values (1, gen_random_uuid(), 'settlement', ${alice}, 1, 'USD', '${cut.id}')`,
    ],
    () => ({ table: 'snapshots', expected: like('were applied'), found: '1 that wait' }),
  ],
  [
    'a settled snapshot that was posted in part',
    () => [UNGUARD, 'alter table snapshots drop constraint snapshots_check5', 'update snapshots set lines = 4'],
    () => ({ table: 'snapshots', expected: '4 lines posted', found: '3' }),
  ],
  [
    'the snapshot of a settlement, wherever it stands',
    ({ cut }) => [
      UNGUARD,
      `update operations set related_id = '01890000-0000-7000-8000-00000000beef' where related_id = '${cut.id}'`,
      `update snapshots set id = '01890000-0000-7000-8000-00000000beef'`,
    ],
    () => ({ table: 'journals', key: like('group 1'), expected: like('the hash of its rows') }),
  ],
]

const OPERATIONS: Tampering<[clearing: ClearingStory, story: Story]>[] = [
  [
    'a settlement of two parties',
    ({ lines, chase }) => [
      'alter table operations drop constraint operations_parties_check',
      `update operations set target_id = ${chase} where id = '${lines[1]}'`,
    ],
    ({ lines, boa, chase }) => ({
      table: 'operations',
      key: like(lines[1] ?? ''),
      expected: 'a settlement of one account',
      found: `settlement from ${boa} to ${chase}`,
    }),
  ],
  [
    'a settlement with a rate',
    ({ lines }) => [`update operations set request_rate = 1, target_rate = 1 where id = '${lines[0]}'`],
    ({ lines }) => ({ table: 'operations', key: like(lines[0] ?? ''), expected: 'no rate' }),
  ],
  [
    'a payment that is related to something',
    ({ within, across }) => [
      'alter table operations drop constraint operations_related_check',
      `update operations set related_id = '${across}' where id = '${within}'`,
    ],
    ({ within, across }) => ({
      table: 'operations',
      key: like(within),
      expected: 'nothing that a payment is related to',
      found: across,
    }),
  ],
  [
    'a kind that is none',
    ({ within }) => [
      'alter table operations drop constraint operations_kind_check',
      'alter table postings drop constraint postings_kind_check',
      `update operations set kind = 'gift' where id = '${within}'`,
      `update postings set kind = 'gift' where operation_id = '${within}'`,
    ],
    ({ within }) => ({ table: 'postings', key: like(within), found: 'a gift' }),
  ],
]

describe.each([
  ['clearing accounts', ACCOUNTS],
  ['positions', POSITIONS],
  ['reversals', REVERSALS],
  ['snapshots', SETTLEMENTS],
  ['operations of clearing', OPERATIONS],
])('what is changed in %s is found and named', (_, tamperings) => {
  test.each(tamperings)('%s', async (_name, statements, wrong) => {
    const story = await tellStory(ledger)
    await ledger.tamper(...statements(story.clearing, story))
    const report = await verifyLedger(database)
    expect(report).toEqual({ ok: false, wrong: expect.objectContaining(wrong(story.clearing, story)) })
  })
})

describe('a settlement', () => {
  /** Two accounts between which a payment was made. */
  async function paid(): Promise<void> {
    const [from = 0, to = 0] = await ledger.addWallets({ bankId: 1 }, { bankId: 2, group: 2 })
    await ledger.queue({ kind: 'payment', from, to, amount: 700n })
    await ledger.drain()
  }

  test('that is applied, waits, failed, or is still to be queued is proved', async () => {
    await ledger.addWallets(...[1, 2, 3, 4].map((bankId) => ({ bankId, group: 1 + (bankId % 2) })))
    await ledger.queue({ kind: 'payment', from: 1, to: 2, amount: 5n }, { kind: 'payment', from: 3, to: 4, amount: 5n })
    await ledger.drain()
    const cut = await takeCut(ledger)
    await approve(ledger, cut)
    expect(await verifyLedger(database)).toMatchObject({ ok: true })
    await postLines(ledger, cut, 3)
    await ledger.apply(1)
    await ledger.bury(2)
    const { rows } = await ledger.pool.query(
      `select posted_lines::int as posted, (select count(*)::int from operations where kind = 'settlement') as applied,
         (select count(*)::int from queue) as queued, (select count(*)::int from dead_letters) as dead from snapshots`,
    )
    expect(rows).toEqual([{ posted: 3, applied: 1, queued: 1, dead: 1 }])
    expect(await verifyLedger(database)).toMatchObject({ ok: true, clearing: { settled: 0n } })
    await ledger.pool.query('update snapshots set posted_lines = posted_lines + 1')
    expect(await verifyLedger(database)).toMatchObject({
      ok: false,
      wrong: { table: 'snapshots', key: `snapshot ${cut.id}, approved`, found: '3' },
    })
  })

  test('that pays out more than is paid in is found', async () => {
    await paid()
    const cut = await takeCut(ledger)
    await approve(ledger, cut)
    await postLines(ledger, { ...cut, balances: cut.balances.map((line) => ({ ...line, balance: line.balance + 1n })) })
    await ledger.drain()
    await finish(ledger, cut)
    expect(await verifyLedger(database)).toMatchObject({
      ok: false,
      wrong: { table: 'snapshots', expected: like('sum to 0'), found: '-2' },
    })
  })

  test('of a snapshot that was cancelled is found', async () => {
    await paid()
    const cut = await takeCut(ledger)
    await ledger.pool.query(`update snapshots set state = 'cancelled', cancelled_at = now()`)
    await ledger.queue({ kind: 'settlement', from: null, to: 1, amount: 1n, relatedId: cut.id })
    expect(await verifyLedger(database)).toMatchObject({ ok: false, wrong: { table: 'snapshots', found: 'cancelled' } })
  })
})

test('a payment that comes back is owed to the bank that sent it, at each of its steps', async () => {
  const [from = 0, to = 0, other = 0] = await ledger.addWallets(
    { bankId: 1 },
    { bankId: 2, group: 2 },
    { bankId: 3, group: 2 },
  )
  const full = 2n ** 63n - 1n
  // The account is full by the time that the credit arrives.
  await ledger.queue({ kind: 'payment', from, to, amount: 700n }, { kind: 'payment', from: other, to, amount: full })
  await ledger.apply(1)
  for (const group of [2, 1]) {
    expect(await verifyLedger(database)).toMatchObject({ ok: true })
    await ledger.apply(group)
  }
  expect(await verifyLedger(database)).toMatchObject({ ok: true, clearing: { owedToBanks: full } })
  expect(await ledger.balances(from, to)).toEqual([0n, full])
})
