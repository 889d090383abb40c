import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, Status } from 'nice-grpc'
import { pino } from 'pino'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { makeCertificates } from '../cli/certs/certs.ts'
import { openChannel } from '../common/grpc/channel.ts'
import type { Part } from '../common/tls/parts.ts'
import { openTls } from '../common/tls/tls.ts'
import { BalancerServiceDefinition } from '../proto/gen/walletmesh/v1/balancer.ts'
import { FraudServiceDefinition } from '../proto/gen/walletmesh/v1/fraud.ts'
import { LeaseServiceDefinition } from '../proto/gen/walletmesh/v1/lease.ts'
import { PaymentServiceDefinition } from '../proto/gen/walletmesh/v1/payment.ts'
import { startTestMesh, type TestMesh } from './mesh.ts'

const WAIT = { timeout: 20_000, interval: 100 }

let folder: string
let mesh: TestMesh

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'walletmesh-certs-'))
  await makeCertificates({ folder, hosts: [], now: new Date() })
  const { cert, key, ca } = pathsIn(folder)
  mesh = await startTestMesh({
    environment: { WALLETMESH_TLS__CERT: cert, WALLETMESH_TLS__KEY: key, WALLETMESH_TLS__CA: ca },
    ca: readFileSync(ca),
  })
  mesh.spawn('op-processor')
  await mesh.allHeld()
})
afterAll(async () => {
  await mesh?.stop()
  rmSync(folder, { recursive: true })
})

function pathsIn(folder: string) {
  return { cert: join(folder, '{part}.crt'), key: join(folder, '{part}.key'), ca: join(folder, 'ca.crt') }
}

function channelOf(part: Part, address = mesh.grpc, server: Part = 'gateway') {
  const tls = openTls({ paths: pathsIn(folder), part, log: pino({ level: 'silent' }) })
  return openChannel(address, 20_000, tls, server)
}

async function* nothing(): AsyncGenerator<never> {}

describe('a mesh on certificates', () => {
  test('applies what comes over HTTPS and over gRPC', async () => {
    await mesh.call('/update_currencies', { Rates: { USD: 1 } })
    const wallet = { Name: 'a', Country: 'b', City: 'c', Currency: 'USD' }
    const { WalletID: origin } = await mesh.call('/wallet', wallet)
    const { WalletID: target } = await mesh.call('/wallet', wallet)
    await mesh.call('/receive_amount', { WalletId: origin, Amount: 100, Currency: 'USD' })
    const [originWalletId, targetWalletId] = [BigInt(String(origin)), BigInt(String(target))]
    const channel = channelOf('client')
    const client = createClient(PaymentServiceDefinition, channel)
    const value = { originWalletId, targetWalletId, amount: 40n, currency: 'USD' }
    await client.submit({ operation: { $case: 'transfer', value } })
    channel.close()
    await mesh.drained()
    const { rows } = await mesh.pool.query('select balance from wallets order by id')
    expect(rows.map(({ balance }) => Number(balance))).toEqual([60, 40])
  })

  test('grants no lease to a client, and takes no payment from an operator', async () => {
    const [client, admin] = [channelOf('client'), channelOf('admin')]
    const holding = createClient(LeaseServiceDefinition, client).hold(nothing())[Symbol.asyncIterator]()
    await expect(holding.next()).rejects.toMatchObject({ code: Status.PERMISSION_DENIED })
    const paying = createClient(PaymentServiceDefinition, admin).submit({})
    await expect(paying).rejects.toMatchObject({
      code: Status.PERMISSION_DENIED,
      details: expect.stringContaining('needs a certificate for client or gateway'),
    })
    client.close()
    admin.close()
  })

  test('rebalances for its gateway, and for no client', async () => {
    mesh.spawn('wlt-balancer', ['--number', '1'])
    const plan = () =>
      request(`${mesh.url}/v1/groups/rebalance`, {
        dispatcher: mesh.agent,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"groups": 2, "dry_run": true}',
      })
    const answer = await vi.waitUntil(async () => {
      const { statusCode, body } = await plan()
      return statusCode === 200 ? body.json() : body.dump()
    }, WAIT)
    expect(answer).toMatchObject({ groups_after: 2, wallets: 2 })

    const channel = channelOf('client', mesh.balancer, 'wlt_balancer')
    const asked = createClient(BalancerServiceDefinition, channel).rebalance({ groups: 2 })
    await expect(asked).rejects.toMatchObject({
      code: Status.PERMISSION_DENIED,
      details: expect.stringContaining('needs a certificate for gateway or admin'),
    })
    channel.close()
  })

  test('screens for its gateway, and for no client', async () => {
    const rule = { name: 'all', verdict: 'reject', score: 87, amount_exactly: '7' }
    const { statusCode, body } = await request(`${mesh.url}/v1/rules`, {
      dispatcher: mesh.agent,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(rule),
    })
    await body.dump()
    expect(statusCode).toBe(201)
    await mesh.call('/transfer_amount', { OriginWalletId: 1, TargetWalletId: 2, Amount: 7, Currency: 'USD' })
    mesh.spawn('fraud')
    await vi.waitUntil(async () => {
      const { rows } = await mesh.pool.query(`select from operations where reason = 'rejected_fraud'`)
      return rows.length === 1
    }, WAIT)

    const channel = channelOf('client', mesh.fraud, 'fraud')
    await expect(createClient(FraudServiceDefinition, channel).screen({})).rejects.toMatchObject({
      code: Status.PERMISSION_DENIED,
      details: expect.stringContaining('needs a certificate for gateway or admin'),
    })
    channel.close()
  })

  test('has no process that shows the certificate of another part', async () => {
    const client = join(folder, 'client')
    const own = { WALLETMESH_TLS__CERT: `${client}.crt`, WALLETMESH_TLS__KEY: `${client}.key` }
    const [exitCode] = await once(mesh.spawn('op-processor', [], own), 'exit')
    expect(exitCode).toBe(2)
  })
})
