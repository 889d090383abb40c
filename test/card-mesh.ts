import { type ChildProcess, spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { exitOf } from '../cli/testing/run.ts'
import { type Call, type Caller, callerOf, enter } from '../gateway/test/callers.ts'
import { conformanceTo } from '../gateway/test/conformance.ts'
import type { Answer } from '../gateway/test/server.ts'
import { startTestMesh, type TestMesh, type TestMeshOptions } from './mesh.ts'

const SETTLER = fileURLToPath(new URL('../settler/main.ts', import.meta.url))
const WAIT = { timeout: 20_000, interval: 20 }

/** Approved by the simulated acquirer. */
export const VISA = '4111111111111111'
export const CODE = '739'

export interface Transaction {
  id: string
  status: string
  reason: string | null
  amount: string
  fee: string
  net: string
  refunded: string
  due_date: string
  payable_id: string | null
  card: { brand: string; last_four: string }
  refunds: { id: string; status: string; reason: string | null; amount: string; net: string }[]
}

/** A mesh with a merchant who takes cards. */
export interface CardMesh extends TestMesh {
  admin: Call
  merchant: Caller
  /** The merchant's, in USD. */
  walletId: number
  /** A transaction of 2500 by credit card, unless something else is said. */
  body(fields?: object, card?: object): object
  charge(fields?: object, card?: object, headers?: Record<string, string>): Promise<Answer & { json: Transaction }>
  read(id: string): Promise<Transaction>
  /** Waits until the transaction is so. */
  until(id: string, status: string): Promise<Transaction>
  balance(): Promise<{ balance: string; held: string; available: string }>
  /** Brings the due day of a transaction's payable forward, as passing time does. */
  ageBy(id: string, days: number): Promise<void>
  payables(args?: string[]): Promise<{ exitCode: number | null; stdout: string; stderr: string }>
  startPayables(args?: string[]): ChildProcess
  environment: Record<string, string>
}

export async function startCardMesh(
  environment: Record<string, string> = {},
  options: Pick<TestMeshOptions, 'onOutput'> = {},
): Promise<CardMesh> {
  const own = {
    WALLETMESH_AUTH__MODE: 'required',
    WALLETMESH_CARDS__ACQUIRER_TIMEOUT: '300ms',
    WALLETMESH_CARDS__RETRY: '50ms',
    WALLETMESH_CARDS__ATTEMPTS: '2',
    ...environment,
  }
  const mesh = await startTestMesh({ environment: own, ...options })
  mesh.spawn('op-processor')
  await mesh.allHeld()
  const documented = conformanceTo((await (await fetch(`${mesh.url}/v1/openapi.json`)).json()) as never)
  const gateway = {
    url: mesh.url,
    pool: mesh.pool,
    assertDocumented: (answer: Parameters<typeof documented>[0]) => {
      const flaw = answer.path.startsWith('/v1/') ? documented(answer) : null
      if (flaw !== null) throw new Error(`not as documented: ${answer.path}: ${answer.status} ${answer.text}: ${flaw}`)
    },
  }
  const admin = callerOf(gateway, (await enter(gateway, 'admin')).authorization)
  const merchant = await enter(gateway, 'merchant')
  const wallet = { name: 'Shop', country: 'Peru', city: 'Lima', currency: 'USD' }
  const walletId = Number(((await merchant.call('POST', '/v1/wallets', wallet)).json as { id: number }).id)

  const body: CardMesh['body'] = (fields = {}, card = {}) => ({
    wallet_id: walletId,
    description: 'Three books',
    amount: 2500,
    currency: 'USD',
    payment_method: 'credit_card',
    card: { number: VISA, holder: 'Ana Lima', expiry: '12/40', verification_code: CODE, ...card },
    ...fields,
  })
  const read = async (id: string) => (await merchant.call('GET', `/v1/card_transactions/${id}`)).json as Transaction
  const startPayables: CardMesh['startPayables'] = (args = []) =>
    spawn(process.execPath, [SETTLER, 'payables', ...args], {
      cwd: '/',
      env: { PATH: process.env.PATH, ...own, WALLETMESH_DSN: mesh.dsn },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  return {
    ...mesh,
    environment: own,
    admin,
    merchant,
    walletId,
    body,
    async charge(fields, card, headers) {
      return (await merchant.call('POST', '/v1/card_transactions', body(fields, card), headers)) as Answer & {
        json: Transaction
      }
    },
    read,
    async until(id, status) {
      return vi.waitFor(async () => {
        const transaction = await read(id)
        if (transaction.status !== status) throw new Error(`${id} is ${transaction.status}, not ${status}`)
        return transaction
      }, WAIT)
    },
    async balance() {
      return (await merchant.call('GET', `/v1/wallets/${walletId}`, undefined, { 'cache-control': 'no-cache' }))
        .json as { balance: string; held: string; available: string }
    },
    async ageBy(id, days) {
      const client = await mesh.pool.connect()
      try {
        await client.query(`alter table payables disable trigger moves_forward`)
        await client.query('update payables set due_on = due_on - $2::int where transaction_id = $1', [id, days])
        await client.query(`alter table payables enable trigger moves_forward`)
      } finally {
        client.release()
      }
    },
    startPayables,
    async payables(args) {
      const child = startPayables(args)
      const [stdout, stderr, exitCode] = await Promise.all([
        text(child.stdout as NodeJS.ReadableStream),
        text(child.stderr as NodeJS.ReadableStream),
        exitOf(child),
      ])
      return { exitCode, stdout, stderr }
    },
  }
}
