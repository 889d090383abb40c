import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { listenerOn } from './listener.ts'

const ends: (() => unknown)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** The server's side of a request, and the client's, which reads nothing. */
async function exchange() {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const requested = once(server, 'request')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  client.pause()
  client.on('error', () => {})
  ends.push(
    () => client.destroy(),
    () => server.close(),
  )
  const [, response] = (await requested) as [unknown, ServerResponse]
  return { response, client }
}

test('a client that does not read is dropped, after little has been kept for it', async () => {
  const { response, client } = await exchange()
  const listener = listenerOn(response, () => response.writeHead(200))
  const event = 'x'.repeat(10_000)
  let sent = 0
  while (listener.send(event) && sent < 10_000) {
    sent += 1
    await delay(0)
  }
  // What the two kernels take is theirs; here it is a megabyte.
  expect(sent).toBeLessThan(3_000)
  expect(response.destroyed).toBe(true)
  expect(listener.send(event)).toBe(false)
  client.resume()
  await once(client, 'close')
})

test('the head is sent with the first event, and nothing after the client is gone', async () => {
  const { response, client } = await exchange()
  let opened = 0
  const listener = listenerOn(response, () => {
    opened += 1
    response.writeHead(200)
  })
  expect(opened).toBe(0)
  expect(listener.send('a') && listener.send('b')).toBe(true)
  expect(opened).toBe(1)
  client.destroy()
  await once(response, 'close')
  expect(listener.send('c')).toBe(false)
})
