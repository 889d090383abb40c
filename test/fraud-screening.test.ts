import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { verifyLedger } from '../cli/verify/verify.ts'
import { kill, startTestMesh, type TestMesh } from './mesh.ts'

const WAIT = { timeout: 30_000, interval: 20 }

let mesh: TestMesh

beforeAll(async () => {
  mesh = await startTestMesh()
  await mesh.pool.query('insert into groups (id) values (2)')
  mesh.spawn('op-processor')
  await mesh.allHeld()
  await mesh.pool.query(
    `insert into fraud_rules (name, verdict, score, amount_exactly) values ('demo', 'reject', 87, 600000)`,
  )
})
afterAll(() => mesh.stop())

/** A wallet in that group, with money in it. */
async function wallet(group: number, amount = 0n): Promise<number> {
  const profile = { Name: 'n', Country: 'c', City: 'c', Currency: 'USD' }
  const { WalletID: id } = (await mesh.call('/wallet', profile)) as { WalletID: number }
  await mesh.pool.query('update wallets set group_id = $2 where id = $1', [id, group])
  if (amount > 0n) {
    const deposit = { WalletId: id, Amount: Number(amount), Currency: 'USD' }
    const { TransactionId } = (await mesh.call('/receive_amount', deposit)) as { TransactionId: string }
    await ended(TransactionId)
  }
  return id
}

async function transfer(from: number, to: number, amount: bigint): Promise<string> {
  const body = { OriginWalletId: from, TargetWalletId: to, Amount: Number(amount), Currency: 'USD' }
  return ((await mesh.call('/transfer_amount', body)) as { TransactionId: string }).TransactionId
}

interface Outcome {
  status: string
  reason: string | null
}

async function read(path: string): Promise<Record<string, unknown>> {
  return (await (await fetch(mesh.url + path)).json()) as Record<string, unknown>
}

const outcome = async (id: string) => (await read(`/v1/operations/${id}`)) as unknown as Outcome

async function ended(id: string): Promise<Outcome> {
  return vi.waitFor(async () => {
    const { status, reason } = await outcome(id)
    expect(['success', 'decline']).toContain(status)
    return { status, reason }
  }, WAIT)
}

async function waits(id: string): Promise<void> {
  await vi.waitFor(async () => {
    const { rows } = await mesh.pool.query('select state from fraud_checks where operation_id = $1', [id])
    expect(rows).toEqual([{ state: 'pending' }])
  }, WAIT)
}

async function balances(...ids: number[]): Promise<bigint[]> {
  const { rows } = await mesh.pool.query<{ balance: bigint }>(
    'select balance from unnest($1::bigint[]) with ordinality as t (id, n) join wallets using (id) order by n',
    [ids],
  )
  return rows.map(({ balance }) => balance)
}

const verified = async () => expect(await verifyLedger(mesh)).toMatchObject({ ok: true })

describe('screening, with every part a process of its own', () => {
  test.each([1, 2])(
    'rejects exactly 60 minor units, and lets 59 and 61 pass, to a wallet of group %i',
    async (group) => {
      const fraud = mesh.spawn('fraud')
      const [from, to] = [await wallet(1, 10_000_000n), await wallet(group)]
      const [rejected, less, more] = [
        await transfer(from, to, 600_000n),
        await transfer(from, to, 590_000n),
        await transfer(from, to, 610_000n),
      ]
      expect(await ended(rejected)).toEqual({ status: 'decline', reason: 'rejected_fraud' })
      expect(await ended(less)).toEqual({ status: 'success', reason: null })
      expect(await ended(more)).toEqual({ status: 'success', reason: null })
      expect(await balances(from, to)).toEqual([8_800_000n, 1_200_000n])
      const { entries } = (await read(`/v1/wallets/${from}/statement`)) as {
        entries: { operation_id: string; kind: string; amount: string }[]
      }
      const own = entries.filter(({ operation_id }) => operation_id === rejected)
      expect(own.map(({ kind, amount }) => [kind, amount]).sort()).toEqual([
        ['refund', '600000'],
        ['transfer', '-600000'],
      ])
      await verified()
      await kill(fraud)
    },
  )

  test('lets payments wait while the fraud part is down, and settles all of them when it is back', async () => {
    await mesh.pool.query(
      `insert into fraud_rules (name, verdict, score, amount_at_least, amount_at_most) values ('all', 'review', 1, 1000000000, 2000000000)`,
    )
    await mesh.pool.query(
      `insert into fraud_rules (name, verdict, score, amount_at_most, window_sec, window_count_at_least)
       values ('busy', 'reject', 50, 1000, 3600, 10000)`,
    )
    await vi.waitFor(() => {}, WAIT)
    const [from, to] = [await wallet(1, 10_000_000n), await wallet(2)]
    const first = mesh.spawn('fraud')
    expect(await ended(await transfer(from, to, 600_000n))).toMatchObject({ status: 'decline' })
    await kill(first)
    const ids = await Promise.all(Array.from({ length: 200 }, () => transfer(from, to, 1_000n)))
    const rejected = await transfer(from, to, 600_000n)
    await Promise.all([...ids, rejected].map(waits))
    expect(await outcome(rejected)).toMatchObject({ status: 'processing', reason: null })
    expect(await balances(from, to)).toEqual([9_200_000n, 0n])
    await verified()
    const startedAt = performance.now()
    const second = mesh.spawn('fraud')
    for (const id of ids) expect(await ended(id)).toEqual({ status: 'success', reason: null })
    expect(await ended(rejected)).toEqual({ status: 'decline', reason: 'rejected_fraud' })
    expect(performance.now() - startedAt).toBeLessThan(20_000)
    expect(await balances(from, to)).toEqual([9_800_000n, 200_000n])
    await verified()
    await kill(second)
  })
})
