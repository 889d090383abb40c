import { vi } from 'vitest'
import { findFreePort } from '../../cli/up/ports.ts'
import { startTestMesh, type TestMesh } from '../../test/mesh.ts'
import { prepareConsole } from './browser.ts'

const WAIT = { timeout: 60_000, interval: 50 }
const GROUPS = 2

export interface ConsoleMesh extends TestMesh {
  /** Calls /v1 as whoever comes while nobody is asked, or with a header Authorization, and returns what it answers. */
  v1<Answer>(method: string, path: string, body?: unknown, authorization?: string): Promise<Answer>
}

/** A whole mesh, whose gateway serves the console: two op-processors, a balancer, a settler and a fraud part. */
export async function startConsoleMesh(environment: Record<string, string> = {}): Promise<ConsoleMesh> {
  await prepareConsole()
  const settler = `127.0.0.1:${await findFreePort('127.0.0.1', Math.random)}`
  const mesh = await startTestMesh({
    environment: {
      WALLETMESH_SETTLEMENT__ADDRESS: settler,
      WALLETMESH_SETTLEMENT__SETTLERS: settler,
      ...environment,
    },
  })
  mesh.spawn('wlt-balancer', ['--number', String(GROUPS)])
  mesh.spawn('settler')
  mesh.spawn('fraud')
  for (let i = 0; i < GROUPS; i += 1) mesh.spawn('op-processor')
  const groups = async () => (await mesh.pool.query('select from groups where active')).rows.length
  await vi.waitUntil(async () => (await groups()) === GROUPS, WAIT)
  await mesh.allHeld()
  return {
    ...mesh,
    async v1(method, path, body, authorization) {
      const response = await fetch(`${mesh.url}/v1/${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(authorization === undefined ? {} : { authorization }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
      return text === '' ? undefined : JSON.parse(text)
    },
  }
}

interface Made {
  id: string
}

/** Rates, and so many wallets with 1,000 USD each; returns their ids. */
export async function fill(mesh: ConsoleMesh, wallets = 4): Promise<number[]> {
  for (const [code, usd_per_unit] of [
    ['EUR', '1.093809'],
    ['THB', '0.029758'],
  ]) {
    await mesh.v1('PUT', `currencies/${code}`, { usd_per_unit })
  }
  const ids: number[] = []
  for (let i = 0; i < wallets; i += 1) {
    const [name, city, country, currency] = WALLETS[i % WALLETS.length] ?? ['', '', '', '']
    const { id } = await mesh.v1<Made>('POST', 'wallets', { name, city, country, currency })
    ids.push(Number(id))
    await mesh.v1('POST', 'operations', {
      kind: 'deposit',
      target_wallet_id: Number(id),
      amount: '1000000000',
      currency: 'USD',
    })
  }
  await mesh.drained()
  return ids
}

const WALLETS = [
  ['Orange Grove', 'Valencia', 'Spain', 'EUR'],
  ['Night Market', 'Chiang Mai', 'Thailand', 'THB'],
  ['Rain City Bikes', 'Portland', 'United States', 'USD'],
  ['Harbour Bakery', 'Bremen', 'Germany', 'EUR'],
] as const

/** 25 USD by a card that is approved, into the third wallet of `fill`. @param fields of the transaction @param card of the card */
export function cardPayment(fields: object, card: object = {}): object {
  return {
    wallet_id: 3,
    description: 'Three books',
    amount: '25000000',
    currency: 'USD',
    payment_method: 'credit_card',
    card: { number: '4111111111111111', holder: 'Ana Lima', expiry: '12/40', verification_code: '739', ...card },
    ...fields,
  }
}
