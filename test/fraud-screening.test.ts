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
  await setRule({ name: 'exactly 60 minor units', verdict: 'reject', score: 87, amount_exactly: '600000' })
  // It selects 1,000 and fits nobody here.
  await setRule({
    name: 'busy senders',
    verdict: 'reject',
    score: 50,
    amount_exactly: '1000',
    window_sec: 1,
    window_count_at_least: 10_000,
  })
})
afterAll(() => mesh.stop())

async function setRule(rule: object): Promise<void> {
  const answer = await fetch(`${mesh.url}/v1/rules`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(rule),
  })
  expect(answer.status).toBe(201)
}

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

  test('goes on with what a gateway was at when it was killed', async () => {
    const [from, to] = [await wallet(1, 10_000_000n), await wallet(2)]
    const ports = { WALLETMESH_IP: '127.0.0.1:0', WALLETMESH_GRPC__ADDRESS: '127.0.0.1:0' }
    const gateway = mesh.spawn('gateway', [], ports)
    const workers = async () => {
      const { rows } = await mesh.pool.query<{ n: bigint }>(
        'select count(distinct locked_by) as n from walletmesh_jobs.jobs where locked_by is not null',
      )
      return rows[0]?.n
    }
    const ids: string[] = []
    // Both hold jobs that wait for a fraud part.
    while ((await workers()) !== 2n) ids.push(await transfer(from, to, 1_000n))
    await kill(gateway)
    const fraud = mesh.spawn('fraud')
    await Promise.all(ids.map(ended))
    expect(await balances(to)).toEqual([BigInt(ids.length) * 1_000n])
    await verified()
    await kill(fraud)
  })

  test('loses nothing when op-processors and fraud parts are killed in the middle of it', async () => {
    const [from, to] = [await wallet(1, 10_000_000n), await wallet(2)]
    const fraud = mesh.spawn('fraud')
    const processor = mesh.spawn('op-processor', ['--number', '2'])
    const ids = await Promise.all(Array.from({ length: 300 }, () => transfer(from, to, 1_000n)))
    await kill(fraud)
    await kill(processor)
    const second = mesh.spawn('fraud')
    await Promise.all(ids.map(ended))
    expect(await balances(from, to)).toEqual([9_700_000n, 300_000n])
    await verified()
    await kill(second)
  })

  test('keeps the sums of 10,000 opposite pairs at once, some of them screened, some of those rejected', async () => {
    const fraud = mesh.spawn('fraud')
    const [a, b] = [await wallet(1, 10_000_000_000n), await wallet(2, 10_000_000_000n)]
    const [c, d] = [await wallet(1, 10_000_000_000n), await wallet(1, 10_000_000_000n)]
    const amounts = [5n, 5n, 5n, 5n, 5n, 5n, 5n, 5n, 1_000n, 600_000n]
    const PAIRS = 10_000
    const BATCH = 500
    const batches = Array.from({ length: PAIRS / BATCH }, (_, n) =>
      Array.from({ length: BATCH }, (_, i) => {
        const [one, other] = n % 2 === 0 ? [a, b] : [c, d]
        const amount = String(amounts[i % amounts.length])
        const there = { kind: 'transfer', origin_wallet_id: one, target_wallet_id: other, amount, currency: 'USD' }
        return [there, { ...there, origin_wallet_id: other, target_wallet_id: one }]
      }).flat(),
    )
    await Promise.all(
      batches.map(async (operations) => {
        const answer = await fetch(`${mesh.url}/v1/operations/batch`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ operations, all_or_nothing: true }),
        })
        expect(answer.status).toBe(202)
      }),
    )
    await vi.waitFor(
      async () => {
        const { rows } = await mesh.pool.query<{ status: string; reason: string | null; n: bigint }>(
          `select status, reason, count(*) as n from operations where origin_id = any ($1) group by 1, 2 order by 1`,
          [[a, b, c, d]],
        )
        expect(rows).toEqual([
          { status: 'decline', reason: 'rejected_fraud', n: BigInt(PAIRS / 5) },
          { status: 'success', reason: null, n: BigInt((PAIRS / 5) * 9) },
        ])
      },
      { timeout: 110_000, interval: 250 },
    )
    expect(await balances(a, b, c, d)).toEqual(Array(4).fill(10_000_000_000n))
    await verified()
    await kill(fraud)
  }, 180_000)
})
