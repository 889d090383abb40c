import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type HoldsStory, tellOfHolds } from '../../op-processor/apply/fixtures/holds.ts'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { reportText } from './print.ts'
import { verifyLedger } from './verify.ts'

let database: TestDatabase
let ledger: TestLedger
beforeEach(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 2)
})
afterEach(async () => {
  await ledger.close()
  await database.drop()
})

type Tampering = [name: string, statements: (story: HoldsStory) => string[], wrong: (story: HoldsStory) => object]

const like = (...parts: readonly (string | number)[]) =>
  expect.toSatisfy((text: string) => parts.every((part) => text.includes(String(part))))

const change = (hold: string, fields: string) => `update holds set ${fields} where operation_id = '${hold}'`

const HOLDS: Tampering[] = [
  [
    'what a wallet holds',
    ({ payer }) => [`update wallets set held = held - 1 where id = ${payer}`],
    ({ payer }) => ({ table: 'wallets', key: `wallet ${payer}`, expected: like('900 held'), found: '899' }),
  ],
  [
    'the amount of an open hold',
    ({ open, payer }) => [change(open, 'amount = 901'), `update wallets set held = held + 1 where id = ${payer}`],
    ({ open }) => ({ table: 'holds', key: like(open), expected: like('held 900'), found: like('held 901') }),
  ],
  [
    'the wallet of an open hold',
    ({ open, payer, shop }) => [
      change(open, `wallet_id = ${shop}`),
      `update wallets set held = held - 900 where id = ${payer}`,
      `update wallets set balance = balance + 900, held = 900 where id = ${shop}`,
    ],
    ({ open, payer }) => ({ table: 'holds', key: like(open), expected: like(`wallet ${payer}`) }),
  ],
  [
    'a hold that is deleted',
    ({ open, payer }) => [
      `delete from holds where operation_id = '${open}'`,
      `update wallets set held = held - 900 where id = ${payer}`,
    ],
    ({ open }) => ({ table: 'holds', key: like(open), expected: like('held 900'), found: 'no row' }),
  ],
  [
    'a hold that nobody asked for',
    ({ payer }) => [
      `insert into holds (operation_id, wallet_id, amount, state, expires_at) values (gen_random_uuid(), ${payer}, 5, 'held', now())`,
      `update wallets set held = held + 5 where id = ${payer}`,
    ],
    () => ({ table: 'holds', expected: 'no row: no such operation', found: like('held 5') }),
  ],
  [
    'a hold that was declined and is made to reserve',
    ({ declined, payer }) => [
      change(declined, `state = 'held', amount = 1`),
      `update wallets set held = held + 1 where id = ${payer}`,
    ],
    ({ declined }) => ({ table: 'holds', key: like(declined), expected: like('declined'), found: like('held 1') }),
  ],
  [
    'a hold that waits and is made to reserve',
    ({ requested, payer }) => [
      change(requested, `state = 'held', amount = 1`),
      `update wallets set held = held + 1 where id = ${payer}`,
    ],
    ({ requested }) => ({ table: 'holds', key: like(requested), expected: like('requested'), found: like('held 1') }),
  ],
  [
    'an open hold that is ended without an operation',
    ({ open, payer }) => [
      change(open, `state = 'released', ended_by = gen_random_uuid()`),
      `update wallets set held = held - 900 where id = ${payer}`,
    ],
    ({ open }) => ({ table: 'holds', key: like(open), expected: 'an operation that ended it', found: like('release') }),
  ],
  [
    'a hold that ended and opens again',
    ({ released, payer }) => [
      change(released, `state = 'held', ended_by = null`),
      `update wallets set held = held + 700 where id = ${payer}`,
    ],
    ({ released, release }) => ({
      table: 'holds',
      key: like(released),
      expected: like('release', release),
      found: 'not ended by it',
    }),
  ],
  [
    'what was captured of a hold',
    ({ captured }) => [change(captured, 'captured = 751')],
    ({ captured }) => ({ table: 'holds', key: like(captured), expected: like('capture 750'), found: like('751') }),
  ],
  [
    'the end of a hold whose capture came back',
    ({ bounced }) => [change(bounced, 'captured = 1')],
    ({ bounced }) => ({ table: 'holds', key: like(bounced), expected: like('capture 500'), found: like('capture 1') }),
  ],
  [
    'the end of a hold whose capture is on its way',
    ({ onItsWay }) => [change(onItsWay, 'captured = 399')],
    ({ onItsWay }) => ({ table: 'holds', key: like(onItsWay), expected: like('capture 400') }),
  ],
  [
    'how a hold ended',
    ({ expired }) => [change(expired, `state = 'released'`)],
    ({ expired }) => ({ table: 'holds', key: like(expired), expected: like('expiry'), found: like('release') }),
  ],
]

const OPERATIONS: Tampering[] = [
  [
    'the posting of a capture',
    ({ capture, shop }) => [
      `update postings set amount = 751 where operation_id = '${capture}' and wallet_id = ${shop}`,
    ],
    ({ capture }) => ({ table: 'postings', key: like(capture, 'capture'), expected: like('750'), found: like('751') }),
  ],
  [
    'the amount of a withdrawal',
    ({ withdrawal }) => [`update operations set debit = debit + 1 where id = '${withdrawal}'`],
    ({ withdrawal }) => ({ table: 'postings', key: like(withdrawal, 'withdrawal'), expected: like('-110') }),
  ],
  [
    'what a hold reserved, wherever it stands',
    ({ open, payer }) => [
      `update operations set debit = 901 where id = '${open}'`,
      change(open, 'amount = 901'),
      `update wallets set held = held + 1 where id = ${payer}`,
    ],
    ({ open }) => ({ table: 'operations', key: like(open), expected: like('900 debited') }),
  ],
  [
    'a release that moved something',
    ({ release }) => [
      'alter table operations drop constraint operations_success_check',
      `update operations set credit = 1 where id = '${release}'`,
    ],
    ({ release }) => ({ table: 'postings', key: like(release) }),
  ],
  [
    'the rate of a reversal',
    ({ depositReversal }) => [`update operations set request_rate = 1 where id = '${depositReversal}'`],
    ({ depositReversal }) => ({ table: 'reversals', key: like(depositReversal) }),
  ],
  [
    'a second reversal of one operation',
    ({ transferReversals: [first], deposit, depositReversal }) => [
      `update operations set related_id = (select related_id from operations where id = '${first}') where id = '${depositReversal}'`,
      `delete from reversals where reversed_id = '${deposit}'`,
    ],
    ({ transfer }) => ({
      table: 'reversals',
      key: `operation ${transfer}`,
      expected: 'one reversal that is not declined',
      found: '2 of them',
    }),
  ],
]

describe.each([
  ['holds', HOLDS],
  ['operations', OPERATIONS],
])('what is changed in %s is found and named', (_, tamperings) => {
  test.each(tamperings)('%s', async (_name, statements, wrong) => {
    const story = await tellOfHolds(ledger)
    await ledger.tamper('alter table holds disable trigger user', ...statements(story))
    const report = await verifyLedger(database)
    expect(report).toEqual({ ok: false, wrong: expect.objectContaining(wrong(story)) })
  })
})

test('withdrawals, holds and reversals are proved, on their way and at their end', async () => {
  const story = await tellOfHolds(ledger)
  const report = await verifyLedger(database)
  expect(report).toMatchObject({ ok: true, openHolds: 1n })
  expect(reportText(report)).toContain('holds: 1 open\n')
  await ledger.drain()
  expect(await verifyLedger(database)).toMatchObject({ ok: true, openHolds: 2n })
  const outcomes = await Promise.all(story.transferReversals.map((id) => ledger.ended(id)))
  expect(outcomes).toMatchObject([{ reason: 'insufficient_funds' }, { status: 'success' }])
})
