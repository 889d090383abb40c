import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { type SendOptions, send } from './send.ts'
import { newSecret } from './signature.ts'
import { type Receiver, startReceiver } from './test/receiver.ts'

const open: Pick<Receiver, 'stop'>[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop()
})

async function receiver(...args: Parameters<typeof startReceiver>): Promise<Receiver> {
  const started = await startReceiver(...args)
  open.push(started)
  return started
}

const MESSAGE = { id: 'operation_1', timestamp: 1, body: '{}' }
const LOCAL: SendOptions = { allowPrivate: true, allowHttp: true, timeout: 2_000 }
const sendTo = (url: string, options: Partial<SendOptions> = {}) =>
  send(url, MESSAGE, [newSecret()], { ...LOCAL, ...options })

/** A resolver that gives these addresses, and counts how often it is asked. */
function resolver(...addresses: string[]) {
  const asked: string[] = []
  const lookup = ((host: string, _options: object, callback: (error: null, found: object[]) => void) => {
    asked.push(host)
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }) as unknown as NonNullable<SendOptions['lookup']>
  return { asked, lookup }
}

describe('a message is sent', () => {
  test('to the address that its name was found at, which is looked up once', async () => {
    const { url, received } = await receiver()
    const { asked, lookup } = resolver('127.0.0.1')
    expect(await sendTo(url.replace('127.0.0.1', 'hooks.example'), { lookup })).toEqual({ status: 200 })
    expect(asked).toEqual(['hooks.example'])
    expect(received[0]?.headers.host).toMatch(/^hooks\.example:/)
  })

  test.each([
    ['127.0.0.1'],
    ['8.8.8.8', '10.0.0.1'],
    ['10.0.0.1', '8.8.8.8'],
    ['::ffff:127.0.0.1'],
    ['169.254.169.254'],
    ['::1'],
  ])('nowhere when one of the addresses of a name is %s %s', async (...addresses) => {
    const { url, received } = await receiver()
    const { asked, lookup } = resolver(...addresses.filter((address) => typeof address === 'string'))
    const answer = await sendTo(url.replace('127.0.0.1', 'hooks.example'), { lookup, allowPrivate: false })
    expect(answer).toEqual({ error: expect.stringMatching(/ is in a private, local or special network$/) })
    expect(asked).toHaveLength(1)
    expect(received).toEqual([])
  })

  test('nowhere when a name is a private address the second time it is looked up', async () => {
    const { url, received } = await receiver()
    let times = 0
    const lookup = ((_host: string, _options: object, callback: (error: null, found: object[]) => void) => {
      times += 1
      callback(null, [{ address: times === 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }])
    }) as unknown as NonNullable<SendOptions['lookup']>
    await sendTo(url.replace('127.0.0.1', 'rebind.example'), { lookup, allowPrivate: false, timeout: 300 })
    expect(times).toBe(1)
    expect(received).toEqual([])
  })

  test('nowhere when its URL is not allowed by the settings any more', async () => {
    const { url, received } = await receiver()
    expect(await sendTo(url, { allowPrivate: false })).toEqual({ error: expect.stringContaining('private') })
    expect(await sendTo(url, { allowHttp: false })).toEqual({ error: 'the URL must begin with https://' })
    expect(received).toEqual([])
  })

  test.each([301, 302, 303, 307, 308])('and %i does not send it elsewhere', async (status) => {
    const target = await receiver()
    const { url } = await receiver(() => (response) => response.writeHead(status, { location: target.url }).end())
    expect(await sendTo(url)).toEqual({ status })
    expect(target.received).toEqual([])
  })

  test('and not waited for any longer than told, wherever the server stops', async () => {
    const silent = await receiver(() => () => {})
    expect(await sendTo(silent.url, { timeout: 200 })).toEqual({ error: 'no answer within 200 ms' })
    const mute = createServer(() => {}).listen(0, '127.0.0.1')
    await once(mute, 'listening')
    const { port } = mute.address() as { port: number }
    expect(await sendTo(`https://127.0.0.1:${port}/`, { timeout: 200 })).toEqual({ error: 'no answer within 200 ms' })
    mute.close()
  })

  test('and an answer that is none is an error of it', async () => {
    const switching = await receiver(() => (response) => {
      response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n')
    })
    expect(await sendTo(switching.url)).toEqual({ error: 'the connection ended without an answer' })
    const garbled = await receiver(() => (response) => response.socket?.end('what?\r\n\r\n'))
    expect(await sendTo(garbled.url)).toEqual({ error: expect.stringContaining('Parse Error') })
  })

  test('and an answer without end is not read to it', async () => {
    const closed = Promise.withResolvers<void>()
    const { url } = await receiver(() => (response) => {
      response.on('close', closed.resolve)
      response.writeHead(200)
      const more = () => {
        if (!response.destroyed && response.write(Buffer.alloc(65_536))) setImmediate(more)
        else response.once('drain', more)
      }
      more()
    })
    expect(await sendTo(url, { timeout: 600_000 })).toEqual({ status: 200 })
    await closed.promise
  })

  test('and a connection that fails is an error of it', async () => {
    expect(await sendTo('http://127.0.0.1:1/').then((answer) => answer)).toEqual({
      error: 'the URL must have the port 80, 443, or one of at least 1024',
    })
    const { url, stop } = await startReceiver()
    await stop()
    expect(await sendTo(url)).toEqual({ error: expect.stringContaining('ECONNREFUSED') })
  })
})
