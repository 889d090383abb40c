import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestMesh, type TestMesh } from './mesh.ts'

let mesh: TestMesh
beforeAll(async () => {
  mesh = await startTestMesh()
})
afterAll(() => mesh?.stop())

test('a holder that is paused past its lease and resumed commits nothing any more', async () => {
  const { pool } = mesh
  const epochOf = async () => (await pool.query('select epoch from groups where id = 1')).rows[0].epoch
  const paused = mesh.spawn('op-processor')
  await mesh.allHeld()
  const { WalletID } = await mesh.call('/wallet', { Name: 'w', Country: 'Peru', City: 'Lima', Currency: 'USD' })
  const deposit = () => mesh.call('/receive_amount', { WalletId: WalletID, Amount: 1, Currency: 'USD' })
  const load = async (count: number) => void (await Promise.all(Array.from({ length: count }, deposit)))

  // Paused in the middle of its work.
  const loading = load(2000)
  await expect
    .poll(async () => (await pool.query('select count(*)::int n from journals')).rows[0].n, { timeout: 20_000 })
    .toBeGreaterThan(2)
  paused.kill('SIGSTOP')
  await loading
  const before = await epochOf()

  const taker = mesh.spawn('op-processor')
  await expect.poll(epochOf, { timeout: 20_000 }).toBeGreaterThan(before)
  const after = await epochOf()
  await mesh.drained()
  const lastOld = (await pool.query('select coalesce(max(seq), 0) seq from journals where epoch = $1', [before]))
    .rows[0].seq

  // Resumed while there is work that it could commit.
  const moreLoad = load(2000)
  paused.kill('SIGCONT')
  await moreLoad
  await mesh.drained()

  const { rows } = await pool.query(
    'select epoch, min(seq) as first, max(seq) as last from journals group by 1 order by 1',
  )
  expect(rows.map((row) => row.epoch)).toEqual([before, after])
  expect(rows[0].last).toBe(lastOld)
  expect(rows[1].first).toBe(lastOld + 1n)
  expect((await pool.query('select balance from wallets')).rows).toEqual([{ balance: 4000n }])
  expect(await epochOf()).toBe(after)
  expect(taker.exitCode).toBeNull()
})
