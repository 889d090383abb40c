import { once } from 'node:events'
import { copyFileSync } from 'node:fs'
import { get } from 'node:https'
import { connect as connectPlain } from 'node:net'
import { text } from 'node:stream/consumers'
import { connect, type TLSSocket } from 'node:tls'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { openLog } from '../common/log.ts'
import { loadSettings } from '../common/settings/settings.ts'
import { openTls, type Tls } from '../common/tls/tls.ts'
import { createTestCertificates, type TestCertificates } from '../test/certificates.ts'
import { createHttpServer, type HttpServer } from './http.ts'

let certificates: TestCertificates
beforeAll(async () => {
  certificates = await createTestCertificates()
})
afterAll(() => certificates.remove())

const opened: HttpServer[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.stop()))
})

/** A server whose slow route answers when the test says so. */
async function serve(tls?: Tls) {
  const arrived = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<void>()
  const server = createHttpServer({
    settings: loadSettings({ cwd: '/', env: {}, overrides: { ip: '127.0.0.1:0' } }),
    tls: tls ?? (await certificates.tls('gateway')),
    metrics: new Registry(),
    log: openLog('test', 'silent'),
    routes: (app) => {
      app.get('/', async () => 'here')
      app.get('/slow', async () => {
        arrived.resolve()
        await answer.promise
        return 'done'
      })
    },
  })
  await server.start()
  opened.push(server)
  return { server, arrived: arrived.promise, answer: answer.resolve }
}

async function authority(): Promise<Buffer> {
  return (await certificates.tls('client')).context().ca as Buffer
}

async function ask({ address }: HttpServer, options: object): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  get({ port: address.port, host: '127.0.0.1', agent: false, ...options }, (answer) => {
    text(answer).then(resolve, reject)
  }).on('error', reject)
  return promise
}

async function open({ address }: HttpServer): Promise<TLSSocket> {
  const socket = connect({ port: address.port, host: '127.0.0.1', ca: await authority() })
  socket.on('error', () => {})
  await once(socket, 'secureConnect')
  return socket
}

async function closed(socket: TLSSocket): Promise<string> {
  let said = ''
  socket.on('data', (chunk) => {
    said += chunk
  })
  if (!socket.closed) await once(socket, 'close')
  return said
}

describe('HTTPS', () => {
  test('is served to who believes the authority, without a certificate of their own', async () => {
    const { server } = await serve()
    expect(await ask(server, { ca: await authority() })).toBe('here')
    await expect(ask(server, {})).rejects.toThrow('self-signed certificate in certificate chain')
  })

  test('takes TLS 1.2 and newer', async () => {
    const { server } = await serve()
    const speak = async (version: string) =>
      ask(server, {
        ca: await authority(),
        ...{ minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' },
      })
    expect(await speak('TLSv1.2')).toBe('here')
    await expect(speak('TLSv1.1')).rejects.toThrow('alert protocol version')
  })

  test('ends a connection that speaks HTTP, and serves the others', async () => {
    const { server } = await serve()
    const socket = connectPlain(server.address.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    expect(await text(socket)).toBe('')
    expect(await ask(server, { ca: await authority() })).toBe('here')
  })

  test('shows a replaced certificate to new connections', async () => {
    const paths = await certificates.issue('gateway')
    const tls = openTls({ paths, part: 'gateway', log: pino({ level: 'silent' }), reloadMs: 10 })
    const { server } = await serve(tls)
    const shown = async () => {
      const socket = await open(server)
      const { fingerprint256 } = socket.getPeerCertificate()
      socket.destroy()
      return fingerprint256
    }
    const before = await shown()
    expect(await shown()).toBe(before)
    const next = await certificates.issue('gateway')
    copyFileSync(next.cert, paths.cert)
    copyFileSync(next.key, paths.key)
    await vi.waitFor(async () => expect(await shown()).not.toBe(before))
    tls?.close()
  })

  test('answers what is under way when it stops, and ends the connections that wait for nothing', async () => {
    const { server, arrived, answer } = await serve()
    const [unused, idle, busy] = await Promise.all([open(server), open(server), open(server)])
    const silent = connectPlain(server.address.port, '127.0.0.1')
    await once(silent, 'connect')
    idle.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(idle, 'data')
    busy.write('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n')
    await arrived
    const answered = closed(busy)
    const stopped = server.stop()
    await Promise.all([closed(unused), closed(idle), silent.closed || once(silent, 'close')])
    expect(busy.closed).toBe(false)
    answer()
    expect(await answered).toContain('done')
    await stopped
  })
})
