import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyLedger } from '../cli/verify/verify.ts'
import { startTestMesh, type TestMesh } from './mesh.ts'

let mesh: TestMesh
beforeAll(async () => {
  mesh = await startTestMesh({ connections: 4 })
  mesh.spawn('op-processor')
  await mesh.allHeld()
})
afterAll(() => mesh?.stop())

test('of 1,000 concurrent transfers of 1 from a wallet holding 500, over 4 connections, exactly 500 succeed', async () => {
  const walletOf = async (Name: string) =>
    (await mesh.call('/wallet', { Name, Country: 'Peru', City: 'Lima', Currency: 'USD' })).WalletID
  const [origin, target] = [await walletOf('origin'), await walletOf('target')]
  await mesh.call('/receive_amount', { WalletId: origin, Amount: 500, Currency: 'USD' })

  const transfer = { OriginWalletId: origin, TargetWalletId: target, Amount: 1, Currency: 'USD' }
  const answers = await Promise.all(Array.from({ length: 1000 }, () => mesh.call('/transfer_amount', transfer)))
  await mesh.drained()

  expect(new Set(answers.map((answer) => answer.TransactionId)).size).toBe(1000)
  const { rows } = await mesh.pool.query(
    `select status, reason, count(*)::int from operations where kind = 'transfer' group by 1, 2 order by 1`,
  )
  expect(rows).toEqual([
    { status: 'decline', reason: 'insufficient_funds', count: 500 },
    { status: 'success', reason: null, count: 500 },
  ])
  const balances = await mesh.pool.query('select balance from wallets order by id')
  expect(balances.rows).toEqual([{ balance: 0n }, { balance: 500n }])
  expect(await verifyLedger(mesh)).toMatchObject({ ok: true })
})
