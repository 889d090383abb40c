import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { type FastifyInstance, fastify } from 'fastify'
import { CommandError } from '../common/command.ts'
import type { Log } from '../common/log.ts'
import type { Registry } from '../common/metrics.ts'
import { describePortOwner } from '../common/port-owner.ts'
import type { Service } from '../common/service.ts'
import { type Address, formatAddress, isLoopback } from '../common/settings/address.ts'
import type { Settings } from '../common/settings/settings.ts'
import { answerUnknownPath } from './classic/envelope.ts'
import { measureRequests } from './http-metrics.ts'

export interface HttpServerOptions {
  settings: Pick<Settings, 'ip' | 'auth' | 'limits' | 'idleTimeoutSec' | 'readTimeoutSec' | 'writeTimeoutSec'>
  /** Adds the routes. */
  routes: (app: FastifyInstance) => void
  metrics: Registry
  log: Log
}

export interface HttpServer extends Service {
  /** Where it listens; before `start`, where it was told to. */
  readonly address: Address
}

/** While the server stops, connections whose request was just answered are closed this often. */
const SWEEP_MS = 20
/** How often sockets are compared with their time limits. */
const TIMEOUT_CHECK_MS = 1000

/**
 * Serves HTTP. `start` throws a CommandError when the address is taken. `stop` takes no new requests and returns when those in flight are answered.
 */
export function createHttpServer({ settings, routes, metrics, log }: HttpServerOptions): HttpServer {
  const { ip } = settings
  const app = fastify({
    bodyLimit: settings.limits.bodyBytes,
    exposeHeadRoutes: false,
    routerOptions: { ignoreTrailingSlash: true },
    genReqId: requestIds(),
    trustProxy: settings.auth.proxies.length > 0 ? [...settings.auth.proxies] : false,
    // While it stops, a request on a connection that is still busy is answered like any other, and its connection closed.
    return503OnClosing: false,
    // A path that is not even a URL belongs to no route.
    frameworkErrors: (_error, request, reply) => answerUnknownPath(request, reply),
    keepAliveTimeout: settings.idleTimeoutSec * 1000,
    requestTimeout: settings.readTimeoutSec * 1000,
    // Nothing moved on the connection for so long while an answer is due.
    connectionTimeout: settings.writeTimeoutSec * 1000,
    http: { headersTimeout: settings.readTimeoutSec * 1000, connectionsCheckingInterval: TIMEOUT_CHECK_MS },
  })
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  measureRequests(app, metrics)
  if (log.isLevelEnabled('debug')) logRequests(app, log)
  app.register(async (scope) => routes(scope))
  const closeUnused = trackUnused(app)
  let bound: Address | undefined
  return {
    get address() {
      return bound ?? ip
    },
    async start() {
      bound = { host: ip.host, port: await listen(app, ip) }
      log.info(`listening on http://${formatAddress(bound)}`)
    },
    async stop() {
      bound = undefined
      const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS)
      const closed = app.close()
      closeUnused()
      await closed
      clearInterval(sweep)
    },
  }
}

function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { method, url, id } = request
    log.debug({ request_id: id, method, url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
    done()
  })
}

/** The caller's own id for a request when it is fit for a log, or one that is unique among all gateways. */
function requestIds(): (request: Pick<IncomingMessage, 'headers'>) => string {
  const process = randomBytes(6).toString('hex')
  let count = 0
  return ({ headers }) => {
    const given = headers['x-request-id']
    if (typeof given === 'string' && /^[\x21-\x7e]{1,128}$/.test(given)) return given
    count += 1
    return `${process}-${count.toString(36)}`
  }
}

/**
 * Returns how to end connections that never sent a request: the server counts them as busy, and would wait for them when it
 * stops.
 */
function trackUnused(app: FastifyInstance): () => void {
  const unused = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  app.server.on('request', ({ socket }) => unused.delete(socket))
  return () => {
    for (const socket of unused) socket.destroy()
  }
}

/**
 * Throws a CommandError when the address can be reached from other machines without being allowed to: what is sent can be read on the
 * way, and without authentication callers are not asked who they are.
 */
export function assertMayListen(
  { ip, allowInsecure }: Pick<Settings, 'ip' | 'allowInsecure'>,
  { isOn }: { isOn: boolean },
  log: Log,
): void {
  if (isLoopback(ip)) return
  const missing = isOn ? 'TLS' : 'TLS and authentication (auth.mode: required)'
  const problem = `ip ${formatAddress(ip)} can be reached from other machines without ${missing}`
  if (!allowInsecure) throw new CommandError(`${problem}: name a loopback address, or set allowInsecure`)
  log.warn(`${problem}, and allowInsecure is set: whoever reaches it can ${isOn ? 'listen in' : 'do everything'}`)
}

/** Returns the port. */
async function listen(app: FastifyInstance, { host, port }: Address): Promise<number> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    throw await listenError(error, { host, port })
  }
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

async function listenError(error: unknown, address: Address): Promise<unknown> {
  if (!(error instanceof Error) || !('syscall' in error)) return error
  const taken = 'code' in error && error.code === 'EADDRINUSE'
  const owner = taken ? await describePortOwner(address.port) : null
  const reason = owner === null ? error.message : `it is taken by ${owner}`
  return new CommandError(`cannot listen on ip ${formatAddress(address)}: ${reason}`)
}
