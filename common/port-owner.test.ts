import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { commandLineOf, describePortOwner } from './port-owner.ts'

const LISTENER = `const server = require('node:net').createServer().listen(0, '127.0.0.1', () => console.log(server.address().port))`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('the owner of a port is named by its program, arguments and process id', async () => {
  const child = spawn(process.execPath, ['-e', LISTENER, 'an argument\nof two lines'])
  try {
    const [port] = await once(createInterface(child.stdout), 'line')
    const owner = await describePortOwner(Number(port))
    expect(owner).toMatch(new RegExp(`^node -e const server.*… \\(pid ${child.pid}\\)$`))
    expect(owner?.length).toBeLessThan(130)
  } finally {
    child.kill()
    await once(child, 'exit')
  }
})

test('a listener on all addresses of both protocols is found too', async () => {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  expect(await describePortOwner(port)).toContain(`(pid ${process.pid})`)
  server.close()
})

test('a free port has no owner', async () => {
  expect(await describePortOwner(await freePort())).toBeNull()
})

test('a process that is gone, or none at all, has no command line', async () => {
  const child = spawn('sleep', ['1000'])
  expect(await commandLineOf(child.pid ?? 0)).toBe('sleep 1000')
  child.kill()
  await once(child, 'exit')
  expect(await commandLineOf(child.pid ?? 0)).toBeUndefined()
  expect(await commandLineOf(-1)).toBeUndefined()
  expect(await commandLineOf(Number.NaN)).toBeUndefined()
})
