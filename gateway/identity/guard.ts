import type { FastifyInstance, FastifyRequest } from 'fastify'
import { recordAudit } from '../../common/identity/sql/audit.ts'
import type { By } from '../../common/identity/users.ts'
import type { Log } from '../../common/log.ts'
import { isLoopback, parseAddress } from '../../common/settings/address.ts'
import { classify, Refused } from '../errors.ts'
import type { Pools } from '../pools.ts'
import type { Identity } from './identity.ts'
import { NOBODY, OPEN, type Principal, usesAllWallets } from './principal.ts'
import { RIGHTS, type Right } from './rights.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    right?: Right
    /** Answers 405, to whoever asks. */
    otherMethods?: boolean
  }
  interface FastifyRequest {
    /** Who calls. On routes that ask nobody: NOBODY. */
    principal: Principal
    /** What the audit is told of why it was refused. */
    refusedFor: string | null
  }
}

export interface GuardOptions {
  identity: Identity
  pools: Pick<Pools, 'writes'>
  /** Whether only this machine can reach the gateway. */
  isLocal: boolean
  log: Log
}

const ANYONE: Right = { roles: 'anyone' }

/**
 * Holds every route that is added from here on to its line in RIGHTS: who calls is known before the body is read, and a wallet in the
 * path is looked at before the handler runs. Throws for a route that has no line.
 */
export function guardRoutes(app: FastifyInstance, options: GuardOptions): void {
  // Objects cannot stand here, as requests would share them; the first hook puts in the right one.
  app.decorateRequest('principal')
  app.decorateRequest('refusedFor', null)
  app.addHook('onRoute', (route) => {
    const { method, url, config = {} } = route
    route.config = { ...config, right: config.otherMethods ? ANYONE : rightOf([method].flat(), url) }
  })
  app.addHook('onRequest', (request, _reply, done) => {
    request.principal = NOBODY
    try {
      const admitted = admit(request, options)
      if (admitted === undefined) done()
      else admitted.then(() => done(), done)
    } catch (error) {
      done(error as Error)
    }
  })
  app.addHook('preHandler', (request, _reply, done) => {
    const own = request.routeOptions.config.right?.own
    if (typeof own !== 'object' || usesAllWallets(request.principal)) done()
    else assertOwnWallet(request, own.wallet, options.identity).then(() => done(), done)
  })
  app.addHook('onError', (request, _reply, error, done) => {
    request.refusedFor = classify(error)?.code ?? 'internal'
    done()
  })
  // Before the answer leaves: whoever has it finds the change in the audit.
  app.addHook('onSend', (request, _reply, payload, done) => {
    const action = request.routeOptions.config.right?.audit
    // Strangers are refused without a record: they could fill it.
    if (action === undefined || request.principal.kind === 'nobody') done(null, payload)
    else recordChange(request, action, options).then(() => done(null, payload))
  })
}

/** Who does it, for the audit. */
export function byOf({ principal: { kind, id }, id: requestId, ip: address }: FastifyRequest): By {
  return { actor: { kind, id }, requestId, address }
}

function rightOf(methods: readonly string[], url: string): Right {
  const path = url.length > 1 ? url.replace(/\/$/, '') : url
  const rights = methods.filter((method) => method !== 'HEAD').map((method) => RIGHTS[`${method} ${path}`])
  const [right] = rights
  if (right === undefined || rights.length > 1) {
    throw new Error(`${methods.join(', ')} ${path} has no line of its own in gateway/identity/rights.ts`)
  }
  return right
}

/** Lets the caller in, or throws. At once where what the caller shows is remembered, so that a busy one waits for nothing. */
function admit(request: FastifyRequest, { identity, isLocal }: GuardOptions): Promise<void> | undefined {
  const { right } = request.routeOptions.config
  // An unknown path is answered for by whoever answers for those.
  if (right === undefined || right.roles === 'anyone') return undefined
  const { authorization } = request.headers
  if (authorization === undefined && mayComeUnasked(request, right, identity)) return undefined
  const principal = identity.principalOf(authorization)
  if (principal instanceof Promise) return principal.then((known) => enter(request, right, known, isLocal))
  enter(request, right, principal, isLocal)
  return undefined
}

function mayComeUnasked(request: FastifyRequest, { unasked }: Right, identity: Identity): boolean {
  // While the mesh is open, who comes is OPEN and not NOBODY.
  if (unasked === undefined || !identity.isOn) return false
  return unasked === 'may come' || comesFromHere(request)
}

/** Whether it comes from this machine, and not through a proxy on it. */
function comesFromHere({ socket, headers }: FastifyRequest): boolean {
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/i, '')
  return isLoopback({ host: address }) && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined
}

function enter(request: FastifyRequest, { roles }: Right, principal: Principal, isLocal: boolean): void {
  request.principal = principal
  if (principal === OPEN && isLocal) assertFromThisMachine(request)
  if (roles === 'anyone' || (principal.role !== null && roles.includes(principal.role))) return
  const needed = roles.length === 1 ? roles[0] : roles.join(' or ')
  throw new Refused('forbidden', `this is for the role ${needed} only, and yours is ${principal.role}`)
}

/**
 * While nobody is asked who they are, a page in a browser on this machine must not be able to act for its visitor: neither from
 * another site, nor under a name of its own that leads here (DNS rebinding). And a proxy must not open it to the world.
 */
function assertFromThisMachine({ headers: { host, origin } }: FastifyRequest): void {
  if (namesThisMachine(host) && (origin === undefined || namesThisMachine(origin.replace(/^https?:\/\//, '')))) return
  throw new Refused(
    'forbidden',
    'nobody is asked who they are here, so only this machine is served, by its own name: create an admin or an API key first',
  )
}

const known = new Set<string>()
const KNOWN_MAX = 100

/** @param host of a URL, with or without its port */
function namesThisMachine(host: string | undefined): boolean {
  if (host === undefined) return true
  if (known.has(host)) return true
  const address = parseAddress(host) ?? parseAddress(`${host}:80`)
  if (address === undefined || !isLoopback(address)) return false
  if (known.size < KNOWN_MAX) known.add(host)
  return true
}

async function assertOwnWallet(
  { params, principal }: FastifyRequest,
  parameter: string,
  identity: Identity,
): Promise<void> {
  const text = (params as Record<string, string | undefined>)[parameter] ?? ''
  // What names no wallet at all is refused by the route in its own words; it must not come to another conclusion here.
  if (text === '') return
  if (!/^\d{1,100}$/.test(text)) throw new Refused('invalid', 'a wallet id is a whole number from 1, such as 7')
  await identity.ownership.assertSees(principal, BigInt(text))
}

const TARGET_LENGTH_MAX = 100

async function recordChange(request: FastifyRequest, action: string, { pools, log }: GuardOptions): Promise<void> {
  const id = (request.params as Record<string, string | undefined>).id
  const target = id === undefined ? undefined : { kind: kindOf(action), id: id.slice(0, TARGET_LENGTH_MAX) }
  try {
    await recordAudit(pools.writes, { ...byOf(request), action, target, refusedFor: request.refusedFor })
  } catch (err) {
    log.error({ err, action, request_id: request.id }, 'a change was not recorded in the audit')
  }
}

function kindOf(action: string): string {
  return action.replace(/\..*$/, '')
}
