import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Server as HttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import { CommandError } from '../common/command.ts'
import type { Log } from '../common/log.ts'
import type { Registry } from '../common/metrics.ts'
import { describePortOwner } from '../common/port-owner.ts'
import type { Service } from '../common/service.ts'
import { type Address, formatAddress } from '../common/settings/address.ts'
import type { Settings } from '../common/settings/settings.ts'
import type { Tls } from '../common/tls/tls.ts'
import { withoutCardNumbers } from './cards/card-number.ts'
import { answerUnknownPath } from './classic/envelope.ts'
import { measureRequests } from './http-metrics.ts'
import { isRequestId } from './request-id.ts'

export interface HttpServerOptions {
  settings: Pick<Settings, 'ip' | 'auth' | 'limits' | 'idleTimeoutSec' | 'readTimeoutSec' | 'writeTimeoutSec'>
  /** With it HTTPS is served. Clients need no certificate. */
  tls: Tls | undefined
  /** Adds the routes. */
  routes: (app: FastifyInstance) => void
  /** Answers for a path that is not even a URL, or too long: it belongs to no route. */
  unknownPath?: (request: FastifyRequest, reply: FastifyReply) => FastifyReply
  metrics: Registry
  log: Log
}

export interface HttpServer extends Service {
  /** Where it listens; before `start`, where it was told to. */
  readonly address: Address
  /** The body of what a GET answers, without a connection, and before `start`, too. */
  read(path: string): Promise<string>
}

/** While the server stops, connections whose request was just answered are closed this often. */
const SWEEP_MS = 20
/** How often sockets are compared with their time limits. */
const TIMEOUT_CHECK_MS = 1000

/**
 * Serves HTTP, or HTTPS. `start` throws a CommandError when the address is taken. `stop` takes no new requests and returns when those in flight are answered.
 */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { settings, tls, routes, unknownPath = answerUnknownPath, metrics, log } = options
  const { ip } = settings
  const readTimeoutMs = settings.readTimeoutSec * 1000
  const timeouts = { headersTimeout: readTimeoutMs, connectionsCheckingInterval: TIMEOUT_CHECK_MS }
  const app: FastifyInstance = fastify({
    bodyLimit: settings.limits.bodyBytes,
    exposeHeadRoutes: false,
    routerOptions: { ignoreTrailingSlash: true },
    genReqId: requestIds(),
    trustProxy: settings.auth.proxies.length > 0 ? [...settings.auth.proxies] : false,
    // While it stops, a request on a connection that is still busy is answered like any other, and its connection closed.
    return503OnClosing: false,
    // No hook runs before it.
    frameworkErrors: (_error, request, reply) => unknownPath(request, reply.header('x-request-id', request.id)),
    keepAliveTimeout: settings.idleTimeoutSec * 1000,
    requestTimeout: readTimeoutMs,
    // Nothing moved on the connection for so long while an answer is due.
    connectionTimeout: settings.writeTimeoutSec * 1000,
    ...(tls === undefined
      ? { http: timeouts }
      : { https: { ...tls.context(), ...timeouts, handshakeTimeout: readTimeoutMs } }),
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
  let unfollow = () => {}
  return {
    get address() {
      return bound ?? ip
    },
    async read(path) {
      const { body } = await app.inject(path)
      return body
    },
    async start() {
      bound = { host: ip.host, port: await listen(app, ip) }
      unfollow = followCertificate(app, tls)
      log.info(`listening on ${tls === undefined ? 'http' : 'https'}://${formatAddress(bound)}`)
    },
    async stop() {
      bound = undefined
      unfollow()
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
    const { method, id } = request
    const url = withoutCardNumbers(request.url)
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
    if (typeof given === 'string' && isRequestId(given)) return given
    count += 1
    return `${process}-${count.toString(36)}`
  }
}

/**
 * Returns how to end connections that never sent a request: the server counts them as busy, and would wait for them when it
 * stops.
 */
function trackUnused(app: FastifyInstance): () => void {
  // By the other end's address: with TLS, a request names another socket than the connection did.
  const unused = new Map<string, Socket>()
  app.server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket)
    unused.set(peer, socket)
    socket.once('close', () => unused.get(peer) === socket && unused.delete(peer))
  })
  app.server.on('request', ({ socket }) => unused.delete(peerOf(socket)))
  return () => {
    for (const socket of unused.values()) socket.destroy()
  }
}

function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}

/** New connections get the certificate that the files hold now. */
function followCertificate(app: FastifyInstance, tls: Tls | undefined): () => void {
  const { server } = app
  if (tls === undefined || !(server instanceof HttpsServer)) return () => {}
  return tls.onChange((context) => server.setSecureContext(context))
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
