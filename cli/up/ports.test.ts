import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { assertFree, findFreePort } from './ports.ts'

const host = '127.0.0.1'
const server = createServer()
let taken: number

beforeEach(async () => {
  server.listen(0, host)
  await once(server, 'listening')
  taken = (server.address() as AddressInfo).port
})

afterEach(async () => {
  server.close()
  await once(server, 'close')
})

describe('a port', () => {
  test('that is taken is an error that says by what, and what to do', async () => {
    const problem = assertFree({ host, port: taken }, 'name another')
    await expect(problem).rejects.toThrow(
      new RegExp(`^port ${taken} is taken by .*\\(pid ${process.pid}\\): name another$`),
    )
  })

  test('that nobody has is free to be used', async () => {
    const port = await findFreePort(host, Math.random)
    await assertFree({ host, port }, '')
    expect(port).toBeLessThan(32_768)
  })

  test('that is taken is not found as a free one', async () => {
    // The first number leads to a port that is taken, once it is: the second is used.
    const numbers = [0.25, 0.25, 0.75]
    const random = () => numbers.shift() ?? 1
    const first = await findFreePort(host, random)
    const other = createServer().listen(first, host)
    await once(other, 'listening')
    try {
      const second = await findFreePort(host, random)
      expect(second).toBe(first + 5000)
    } finally {
      other.close()
      await once(other, 'close')
    }
  })

  test('that is spoken for is not found as a free one', async () => {
    const numbers = [0.25, 0.25, 0.75]
    const random = () => numbers.shift() ?? 1
    const first = await findFreePort(host, random)
    expect(await findFreePort(host, random, [first])).toBe(first + 5000)
  })

  test('on an address that is not of this machine is an error of one line', async () => {
    await expect(assertFree({ host: '192.0.2.1', port: 4567 }, 'name another')).rejects.toThrow(
      'cannot listen on 192.0.2.1 port 4567 (EADDRNOTAVAIL): name another',
    )
  })
})
