import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CommandError } from './command.ts'
import type { Registry } from './metrics.ts'
import { describePortOwner } from './port-owner.ts'
import type { Service } from './service.ts'
import { type Address, formatAddress, isLoopback } from './settings/address.ts'

export interface MetricsServerOptions {
  /** Port 0 takes any free one. */
  address: Address
  /** Whether an address that other machines can reach is allowed: what is served here asks nobody who they are. */
  allowInsecure: boolean
  registry: Registry
  /** Whether the process can do its work. A rejection counts as no. */
  ready: () => boolean | Promise<boolean>
}

export interface MetricsServer extends Service {
  /** Where it listens; before `start`, where it was told to. */
  readonly address: Address
}

/**
 * Serves GET /metrics (Prometheus text), /health (200 while the process runs) and /ready (200 or 503).
 * `start` throws a CommandError when the address is not allowed or taken.
 */
export function createMetricsServer({ address, allowInsecure, registry, ready }: MetricsServerOptions): MetricsServer {
  let server: Server | undefined
  return {
    get address() {
      const bound = server?.address() as AddressInfo | null | undefined
      return bound ? { host: address.host, port: bound.port } : address
    },
    async start() {
      if (!isLoopback(address) && !allowInsecure) {
        throw new CommandError(
          `metrics.address ${formatAddress(address)} can be reached from other machines: name a loopback address, or set allowInsecure`,
        )
      }
      const starting = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
        answer(request, registry, ready)
          .catch(() => ({ status: 500, type: 'text/plain', body: 'error\n' }))
          .then((reply) => send(response, reply))
      })
      await listen(starting, address)
      server = starting
    },
    async stop() {
      const stopping = server
      server = undefined
      if (stopping === undefined) return
      await new Promise<void>((resolve) => {
        stopping.close(() => resolve())
        stopping.closeAllConnections()
      })
    },
  }
}

const REQUEST_TIMEOUT_MS = 10_000

interface Reply {
  status: number
  type: string
  body: string
}

async function answer(
  request: IncomingMessage,
  registry: Registry,
  ready: MetricsServerOptions['ready'],
): Promise<Reply> {
  const text = (status: number, body: string) => ({ status, type: 'text/plain; charset=utf-8', body: `${body}\n` })
  if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'method not allowed')
  switch (request.url?.split('?', 1)[0]) {
    case '/metrics':
      return { status: 200, type: registry.contentType, body: await registry.metrics() }
    case '/health':
      return text(200, 'ok')
    case '/ready':
      return (await isReady(ready)) ? text(200, 'ready') : text(503, 'not ready')
    default:
      return text(404, 'not found')
  }
}

async function isReady(ready: MetricsServerOptions['ready']): Promise<boolean> {
  try {
    return await ready()
  } catch {
    return false
  }
}

function send(response: ServerResponse, { status, type, body }: Reply): void {
  const headers = { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  response.writeHead(status, status === 405 ? { ...headers, allow: 'GET, HEAD' } : headers)
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

async function listen(server: Server, { host, port }: Address): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error)
      describePortOwner(port).then((owner) => {
        const by = owner === null ? '' : ` by ${owner}`
        reject(new CommandError(`metrics.address ${formatAddress({ host, port })} is taken${by}`))
      }, reject)
    })
    server.listen({ host, port }, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })
}
