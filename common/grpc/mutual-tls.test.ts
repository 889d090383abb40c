import { copyFileSync } from 'node:fs'
import { type AddressInfo, connect as connectPlain } from 'node:net'
import { connect, createServer, type SecureVersion, TLSSocket } from 'node:tls'
import { type CallContext, ChannelCredentials, ClientError, createChannel, createClient, Status } from 'nice-grpc'
import { HealthDefinition } from 'nice-grpc-server-health'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type HoldRequest, type HoldResponse, LeaseServiceDefinition } from '../../proto/gen/walletmesh/v1/lease.ts'
import { createTestCertificates, inDays, type TestCertificates } from '../../test/certificates.ts'
import type { Address } from '../settings/address.ts'
import { openTls, type Tls } from '../tls/tls.ts'
import { openChannel } from './channel.ts'
import { createGrpcServer, type GrpcServer, grpcService } from './server.ts'

const log = pino({ level: 'silent' })

let certificates: TestCertificates
beforeAll(async () => {
  certificates = await createTestCertificates()
})
afterAll(() => certificates.remove())

const running: { stop(): unknown }[] = []
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.stop()
})

async function* answerOnce(_requests: AsyncIterable<HoldRequest>, _context: CallContext): AsyncGenerator<HoldResponse> {
  yield { event: { $case: 'released', value: { leases: [] } } }
}

async function* endless(): AsyncGenerator<HoldRequest> {
  yield { request: { $case: 'renew', value: { sequence: 1 } } }
  await new Promise(() => {})
}

interface Served {
  server: GrpcServer
  metrics: Registry
}

async function serve(tls: Tls, host = '127.0.0.1', hold = vi.fn(answerOnce)): Promise<Served> {
  const metrics = new Registry()
  const server = createGrpcServer({
    address: { host, port: 0 },
    setting: 'grpc.address',
    allowInsecure: false,
    tls,
    services: [grpcService(LeaseServiceDefinition, { hold })],
    statusOf: () => null,
    log,
    metrics,
    graceMs: 1_000,
  })
  await server.start()
  running.push(server)
  return { server, metrics }
}

/** What becomes of a call: `answered`, or code and message. */
async function call(address: Address, tls: Tls | undefined, part: 'gateway' | 'settler' = 'gateway') {
  const channel = openChannel(address, 2_000, tls, part)
  running.push({ stop: () => channel.close() })
  try {
    for await (const _ of createClient(LeaseServiceDefinition, channel).hold(endless())) break
    return 'answered'
  } catch (error) {
    return error instanceof ClientError ? { code: error.code, details: error.details } : error
  }
}

const unreachable = (details: RegExp) => ({ code: Status.UNAVAILABLE, details: expect.stringMatching(details) })

describe('a gRPC server with mutual TLS', () => {
  test.each(['127.0.0.1', 'localhost'])('answers a part that its service is for, at %s', async (host) => {
    const { server } = await serve(await certificates.tls('gateway'))
    const address = { ...server.address, host }
    expect(await call(address, await certificates.tls('op_processor'))).toBe('answered')
  })

  test('turns away a part that its service is not for, says which it is for, and counts it', async () => {
    const hold = vi.fn(answerOnce)
    const { server, metrics } = await serve(await certificates.tls('gateway'), '127.0.0.1', hold)
    expect(await call(server.address, await certificates.tls('client'))).toEqual({
      code: Status.PERMISSION_DENIED,
      details: 'walletmesh.v1.LeaseService needs a certificate for op_processor or gateway; this one is for client',
    })
    expect(hold).not.toHaveBeenCalled()
    expect(await metrics.metrics()).toContain('grpc_server_refused_total{grpc_service="walletmesh.v1.LeaseService"} 1')
  })

  test('reads a certificate once per connection, not once per call', async () => {
    const { server } = await serve(await certificates.tls('gateway'))
    const reads = vi.spyOn(TLSSocket.prototype, 'getPeerCertificate')
    const channel = openChannel(server.address, 2_000, await certificates.tls('client'))
    running.push({ stop: () => channel.close() })
    const health = createClient(HealthDefinition, channel)
    await health.check({ service: '' })
    const { length } = reads.mock.calls
    for (let i = 0; i < 10; i += 1) await health.check({ service: '' })
    expect(reads.mock.calls).toHaveLength(length)
    reads.mockRestore()
  })

  test('answers health to any part', async () => {
    const { server } = await serve(await certificates.tls('gateway'))
    const channel = openChannel(server.address, 2_000, await certificates.tls('client'))
    running.push({ stop: () => channel.close() })
    expect(await createClient(HealthDefinition, channel).check({ service: '' })).toMatchObject({ status: 1 })
  })

  test('takes no connection in plain, and its client none from a server in plain', async () => {
    const { server } = await serve(await certificates.tls('gateway'))
    expect(await call(server.address, undefined)).toMatchObject({ code: Status.UNAVAILABLE })
    const socket = connectPlain(server.address.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
    await new Promise((resolve) => socket.once('close', resolve))
  })

  test('takes no connection without a certificate', async () => {
    const { server } = await serve(await certificates.tls('gateway'))
    const { ca } = (await certificates.tls('client')).context()
    const channel = createChannel(`localhost:${server.address.port}`, ChannelCredentials.createSsl(ca as Buffer))
    running.push({ stop: () => channel.close() })
    const calling = createClient(LeaseServiceDefinition, channel).hold(endless())[Symbol.asyncIterator]().next()
    await expect(calling).rejects.toMatchObject({ code: Status.UNAVAILABLE })
  })

  test('takes no certificate from another authority, nor an expired one', async () => {
    const { server } = await serve(await certificates.tls('gateway'))
    const others = await createTestCertificates()
    running.push({ stop: () => others.remove() })
    // It would believe the server: only its own certificate is wrong.
    const stranger = shownBy(await others.tls('op_processor'), await certificates.tls('op_processor'))
    expect(await call(server.address, stranger)).toMatchObject({ code: Status.UNAVAILABLE })
    const old = await certificates.issue('op_processor', { from: inDays(-3), to: inDays(-1) })
    const inTime = () => inDays(-2).getTime()
    const expired = openTls({ paths: old, part: 'op_processor', log, nowMs: inTime })
    expect(await call(server.address, expired)).toMatchObject({ code: Status.UNAVAILABLE })
    expired?.close()
  })

  test.each<[SecureVersion, boolean]>([
    ['TLSv1.1', false],
    ['TLSv1.2', true],
    ['TLSv1.3', true],
  ])('with %s speaks: %s', async (version, expected) => {
    const { server } = await serve(await certificates.tls('gateway'))
    const { cert, key, ca } = (await certificates.tls('client')).context()
    const socket = connect({
      ...{ port: server.address.port, host: '127.0.0.1', cert, key, ca, ALPNProtocols: ['h2'] },
      ...{ minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' },
    })
    const spoken = await new Promise<unknown>((resolve) => {
      socket.once('secureConnect', () => resolve(socket.getProtocol()))
      socket.once('error', resolve)
    })
    socket.destroy()
    if (expected) expect(spoken).toBe(version)
    else expect(spoken).toMatchObject({ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' })
  })

  test('may listen where other machines reach it', async () => {
    const { server } = await serve(await certificates.tls('gateway'), '0.0.0.0')
    const address = { ...server.address, host: '127.0.0.1' }
    expect(await call(address, await certificates.tls('op_processor'))).toBe('answered')
  })

  test('shows a replaced certificate to new connections, and the open ones go on', async () => {
    const paths = await certificates.issue('gateway')
    const tls = openTls({ paths, part: 'gateway', log, reloadMs: 10 })
    if (tls === undefined) throw new Error('no TLS')
    running.push({ stop: () => tls.close() })
    const { server } = await serve(tls)
    const client = await certificates.tls('op_processor')
    const shown = () => fingerprintAt(server.address, client)
    const before = await shown()
    const open = openChannel(server.address, 2_000, client)
    running.push({ stop: () => open.close() })
    const health = createClient(HealthDefinition, open)
    await health.check({ service: '' })

    const next = await certificates.issue('gateway')
    copyFileSync(next.cert, paths.cert)
    copyFileSync(next.key, paths.key)
    await vi.waitFor(async () => expect(await shown()).not.toBe(before))
    await health.check({ service: '' })
    expect(await call(server.address, client)).toBe('answered')
  })
})

describe('a gRPC client with mutual TLS', () => {
  test('speaks to no server of another authority', async () => {
    const others = await createTestCertificates()
    running.push({ stop: () => others.remove() })
    const { server } = await serve(await others.tls('gateway'))
    expect(await call(server.address, await certificates.tls('op_processor'))).toEqual(
      unreachable(/self-signed certificate in certificate chain/),
    )
  })

  test('speaks to no server whose certificate is for another host', async () => {
    const { server } = await serve(await certificates.tls('gateway', { hosts: ['elsewhere.example'] }))
    expect(await call(server.address, await certificates.tls('op_processor'))).toEqual(
      unreachable(/127\.0\.0\.1 is not in the cert's list/),
    )
  })

  test('speaks to no server whose certificate is for another part', async () => {
    const { server } = await serve(await certificates.tls('gateway'))
    expect(await call(server.address, await certificates.tls('gateway'), 'settler')).toEqual(
      unreachable(/the server's certificate is not for settler/),
    )
    // One for a client cannot even serve.
    const { server: posing } = await serve(await certificates.tls('client'))
    expect(await call(posing.address, await certificates.tls('op_processor'))).toEqual(
      unreachable(/unsuitable certificate purpose/),
    )
  })

  test('shows its replaced certificate when it connects again', async () => {
    const paths = await certificates.issue('op_processor')
    const tls = openTls({ paths, part: 'op_processor', log, reloadMs: 10 })
    if (tls === undefined) throw new Error('no TLS')
    running.push({ stop: () => tls.close() })
    const shown = new Set<string>()
    const context = (await certificates.tls('gateway')).context()
    const looking = createServer({ ...context, requestCert: true, ALPNProtocols: ['h2'] }, (socket) => {
      shown.add(socket.getPeerCertificate().fingerprint256)
      socket.destroy()
    })
    running.push({ stop: () => looking.close() })
    const port = await new Promise<number>((resolve) => {
      looking.listen(0, '127.0.0.1', () => resolve((looking.address() as AddressInfo).port))
    })
    const channel = openChannel({ host: '127.0.0.1', port }, 50, tls)
    running.push({ stop: () => channel.close() })
    const connect = () =>
      createClient(HealthDefinition, channel)
        .check({ service: '' })
        .catch(() => {})
    await vi.waitFor(async () => {
      await connect()
      expect(shown.size).toBe(1)
    })
    const next = await certificates.issue('op_processor')
    copyFileSync(next.key, paths.key)
    copyFileSync(next.cert, paths.cert)
    await vi.waitFor(
      async () => {
        await connect()
        expect(shown.size).toBe(2)
      },
      { timeout: 20_000 },
    )
  })
})

/** Shows the certificate of one, and believes whom the other does. */
function shownBy(shown: Tls, believing: Tls): Tls {
  return { ...shown, context: () => ({ ...shown.context(), ca: believing.context().ca }) } as Tls
}

function fingerprintAt({ host, port }: Address, tls: Tls): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...tls.context(), host, port, ALPNProtocols: ['h2'] }, () => {
      resolve(socket.getPeerCertificate().fingerprint256)
      socket.destroy()
    })
    socket.on('error', reject)
  })
}
