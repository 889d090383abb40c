import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { CommandError } from './command.ts'
import { openMetrics } from './metrics.ts'
import { createMetricsServer, type MetricsServer, type MetricsServerOptions } from './metrics-server.ts'

const servers: MetricsServer[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
})

async function serve(ready: MetricsServerOptions['ready'] = () => true): Promise<string> {
  const server = createMetricsServer({
    address: { host: '127.0.0.1', port: 0 },
    allowInsecure: false,
    registry: openMetrics('some_part'),
    ready,
  })
  servers.push(server)
  await server.start()
  expect(server.address.port).toBeGreaterThan(0)
  return `http://127.0.0.1:${server.address.port}`
}

describe('the metrics server', () => {
  it('serves the registry as Prometheus reads it', async () => {
    const response = await fetch(`${await serve()}/metrics`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4')
    expect(await response.text()).toContain('process_cpu_user_seconds_total{part="some_part"}')
  })

  it('is healthy while it runs, and ready when the process says so', async () => {
    let ready: () => boolean | Promise<boolean> = () => true
    const url = await serve(() => ready())
    const status = async (path: string) => (await fetch(url + path)).status
    expect([await status('/health'), await status('/ready')]).toEqual([200, 200])
    ready = async () => false
    expect([await status('/health'), await status('/ready')]).toEqual([200, 503])
    ready = () => Promise.reject(new Error('no database'))
    expect([await status('/health'), await status('/ready')]).toEqual([200, 503])
  })

  it('answers nothing else', async () => {
    const url = await serve()
    expect((await fetch(`${url}/`)).status).toBe(404)
    expect((await fetch(`${url}/metrics?x=1`)).status).toBe(200)
    expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(405)
    const head = await fetch(`${url}/health`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it('refuses an address that other machines can reach, unless that is allowed', async () => {
    const options = { registry: openMetrics('some_part'), ready: () => true, address: { host: '0.0.0.0', port: 0 } }
    const refused = createMetricsServer({ ...options, allowInsecure: false })
    await expect(refused.start()).rejects.toThrow(/metrics\.address 0\.0\.0\.0:0 .*allowInsecure/)
    const allowed = createMetricsServer({ ...options, allowInsecure: true })
    servers.push(allowed)
    await allowed.start()
    expect((await fetch(`http://127.0.0.1:${allowed.address.port}/health`)).status).toBe(200)
  })

  it('says in one line that a port is taken', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    )
    const address = { host: '127.0.0.1', port }
    const server = createMetricsServer({ address, allowInsecure: false, registry: openMetrics('x'), ready: () => true })
    const error = await server.start().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(CommandError)
    expect((error as Error).message).toMatch(new RegExp(`^metrics\\.address 127\\.0\\.0\\.1:${port} is taken`))
    await server.stop()
    other.close()
  })

  it('stops twice and before it is started, and closes its port with open connections', async () => {
    const url = await serve()
    await fetch(`${url}/health`)
    const [server] = servers
    await server?.stop()
    await server?.stop()
    await expect(fetch(`${url}/health`)).rejects.toThrow()
    const never = createMetricsServer({
      address: { host: '127.0.0.1', port: 0 },
      allowInsecure: false,
      registry: openMetrics('y'),
      ready: () => true,
    })
    await never.stop()
    expect(never.address).toEqual({ host: '127.0.0.1', port: 0 })
  })
})
