import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { decideChecks } from '../../common/fraud/decide-checks.ts'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { like } from '../../test/tampering.ts'
import { verifyLedger } from './verify.ts'

let database: TestDatabase
let ledger: TestLedger
/** Screened transfers between two currencies: one that waits, one that is about to be refunded, two that ended. */
let waiting: string
let refunding: string
let allowed: string
let rejected: string

beforeEach(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 2)
  const [from = 0, to = 0] = await ledger.addWallets({ balance: 1_000_000n }, { group: 2, currency: 'EUR' })
  await ledger.drain()
  const ids = await ledger.queue(...Array.from({ length: 4 }, () => ({ from, to, amount: 5_000n, screened: true })))
  ;[waiting = '', refunding = '', allowed = '', rejected = ''] = ids
  await ledger.drain()
  const decide = (operationId: string, verdict: 'allow' | 'reject') =>
    decideChecks(ledger.pool, [{ operationId, verdict, decidedBy: 'rules' }])
  await decide(allowed, 'allow')
  await decide(rejected, 'reject')
  await ledger.drain()
  await decide(refunding, 'reject')
})
afterEach(async () => {
  await ledger.close()
  await database.drop()
})

const found = () => verifyLedger(database)
const tamper = (statement: string) => ledger.tamper('alter table fraud_checks disable trigger user', statement)

describe('walletmesh verify', () => {
  test('finds nothing wrong with transfers that wait for a verdict, or had one', async () => {
    expect(await found()).toMatchObject({ ok: true })
  })

  test.each([
    ['a check that waits is gone', () => `delete from fraud_checks where operation_id = '${waiting}'`, 'postings'],
    [
      'a check was decided, and nothing queued',
      () =>
        `update fraud_checks set state = 'allowed', decided_at = now(), decided_by = 'rules' where operation_id = '${waiting}'`,
      'postings',
    ],
    [
      'a check waits for more than was debited',
      () => `update fraud_checks set credit = credit + 1 where operation_id = '${waiting}'`,
      'system_accounts',
    ],
    [
      'a refund waits for another reason',
      () => `update queue set reason = 'wallet_closed' where operation_id = '${refunding}'`,
      'system_accounts',
    ],
    [
      'a check says allowed of what was rejected',
      () => `update fraud_checks set state = 'allowed' where operation_id = '${rejected}'`,
      'fraud_checks',
    ],
    [
      'a check says rejected of what was allowed',
      () => `update fraud_checks set state = 'rejected' where operation_id = '${allowed}'`,
      'fraud_checks',
    ],
    [
      'a check of what was rejected is gone',
      () => `delete from fraud_checks where operation_id = '${rejected}'`,
      'fraud_checks',
    ],
    [
      'a check that was decided waits again',
      () =>
        `update fraud_checks set state = 'pending', decided_at = null, decided_by = null where operation_id = '${allowed}'`,
      'fraud_checks',
    ],
  ])('finds that %s', async (_what, statement, table) => {
    await tamper(statement())
    expect(await found()).toMatchObject({ ok: false, wrong: { table, key: like('') } })
  })
})
