import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { Registry } from 'prom-client'
import { afterEach, describe, expect, test } from 'vitest'
import { openLog } from '../common/log.ts'
import { loadSettings, type SettingsOverrides } from '../common/settings/settings.ts'
import { readAsText } from './classic/body.ts'
import { answerErrors, answerUnknownPaths } from './classic/envelope.ts'
import { createHttpServer, type HttpServer } from './http.ts'

const opened: HttpServer[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.stop()))
})

/** A server whose slow route answers when the test says so. */
async function serve(overrides: SettingsOverrides = {}) {
  const arrived = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<void>()
  const log = openLog('test', 'silent')
  const server = createHttpServer({
    settings: loadSettings({ cwd: '/', env: {}, overrides: { ip: '127.0.0.1:0', ...overrides } }),
    tls: undefined,
    metrics: new Registry(),
    log,
    routes: (app) => {
      answerErrors(app, log)
      answerUnknownPaths(app)
      readAsText(app)
      app.post('/echo', async (request) => ({ length: String(request.body).length }))
      app.get('/slow', async () => {
        arrived.resolve()
        await answer.promise
        return 'done'
      })
      app.get('/bug', async () => {
        throw new Error('secret: connection string')
      })
    },
  })
  await server.start()
  opened.push(server)
  return { server, url: `http://127.0.0.1:${server.address.port}`, arrived: arrived.promise, answer: answer.resolve }
}

async function open(server: HttpServer): Promise<Socket> {
  const socket = connect(server.address.port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

async function closed(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  if (!socket.closed) await once(socket, 'close')
  return text
}

describe('the HTTP server', () => {
  test('takes bodies up to the limit, and answers longer ones with an error', async () => {
    const { url } = await serve()
    const post = async (length: number) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${url}/echo`, { method: 'POST', headers, body: ' '.repeat(length) })
      return { status: answer.status, json: await answer.json() }
    }
    expect(await post(1_048_576)).toEqual({ status: 200, json: { length: 1_048_576 } })
    const tooLong = { status: 200, json: { payload: { error: 'the body is too long' } } }
    expect(await post(1_048_577)).toEqual(tooLong)
    for (let i = 0; i < 20; i += 1) expect(await post(2_000_000)).toEqual(tooLong)
  })

  test('ends a chunked body at the limit', async () => {
    const { server } = await serve({ limits: { bodyBytes: 2048 } })
    const socket = await open(server)
    socket.write(
      'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
    )
    const text = closed(socket)
    const chunk = `400\r\n${' '.repeat(1024)}\r\n`
    socket.write(chunk.repeat(3))
    expect(await text).toContain('the body is too long')
  })

  test('answers unknown paths with 404 in the envelope', async () => {
    const { url } = await serve()
    const answer = await fetch(`${url}/nothing?x=1`)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toEqual({ payload: { error: 'no such path: /nothing?x=1' } })
    const bad = await fetch(`${url}/%zz`)
    expect([bad.status, await bad.json()]).toEqual([404, { payload: { error: 'no such path: /%zz' } }])
  })

  test('tells a caller nothing of a bug', async () => {
    const { url } = await serve()
    const answer = await fetch(`${url}/bug`)
    expect(await answer.text()).toBe('{"payload":{"error":"internal error"}}')
  })

  test("returns the caller's request id when it is fit for a log, and makes one up otherwise", async () => {
    const { url } = await serve()
    const idFor = async (id?: string) => {
      const answer = await fetch(`${url}/bug`, { headers: id === undefined ? {} : { 'x-request-id': id } })
      return answer.headers.get('x-request-id')
    }
    expect(await idFor('order-7/attempt:2')).toBe('order-7/attempt:2')
    const made = await Promise.all([idFor(), idFor(), idFor('a b'), idFor('x'.repeat(129))])
    expect(new Set(made).size).toBe(4)
    for (const id of made) expect(id).toMatch(/^[0-9a-f]{12}-[0-9a-z]+$/)
  })

  test('closes a connection that stays unused', async () => {
    const { server } = await serve({ idleTimeoutSec: 1 })
    const socket = await open(server)
    socket.write('GET /bug HTTP/1.1\r\nHost: a\r\n\r\n')
    expect(await closed(socket)).toContain('internal error')
  })

  test('does not wait for a request that never ends', async () => {
    const { server } = await serve({ readTimeoutSec: 1 })
    const socket = await open(server)
    socket.write('POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n')
    expect(await closed(socket)).toContain('408 Request Timeout')
  })

  test('does not wait for an answer that never comes', async () => {
    const { server } = await serve({ writeTimeoutSec: 1 })
    const socket = await open(server)
    socket.write('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n')
    expect(await closed(socket)).toBe('')
  })
})

describe('stopping', () => {
  test('answers the request in flight, and closes every other connection at once', async () => {
    const { server, arrived, answer } = await serve()
    const [unused, halfway, idle, busy] = await Promise.all([open(server), open(server), open(server), open(server)])
    halfway.write('GET /slow HTTP/1.1\r\n')
    idle.write('GET /bug HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(idle, 'data')
    busy.write('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n')
    await arrived
    const answered = closed(busy)
    const stopped = server.stop()
    await Promise.all([closed(unused), closed(halfway), closed(idle)])
    expect(busy.closed).toBe(false)
    answer()
    expect(await answered).toContain('done')
    await stopped
  })

  test('may be asked for twice, and before the start', async () => {
    const { server } = await serve()
    await Promise.all([server.stop(), server.stop()])
    await server.stop()
    const unstarted = createHttpServer({
      settings: loadSettings({ cwd: '/', env: {}, overrides: { ip: '127.0.0.1:0' } }),
      tls: undefined,
      metrics: new Registry(),
      log: openLog('test', 'silent'),
      routes: () => {},
    })
    await unstarted.stop()
  })
})

test('an address that is taken is told of in one line, with who has it', async () => {
  const holder = createServer()
  holder.listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const { port } = holder.address() as AddressInfo
  const server = createHttpServer({
    settings: loadSettings({ cwd: '/', env: {}, overrides: { ip: `127.0.0.1:${port}` } }),
    tls: undefined,
    metrics: new Registry(),
    log: openLog('test', 'silent'),
    routes: () => {},
  })
  await expect(server.start()).rejects.toThrow(
    new RegExp(`^cannot listen on ip 127\\.0\\.0\\.1:${port}: it is taken by .*pid ${process.pid}`),
  )
  await server.stop()
  holder.close()
})
