import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { recordAudit } from '../../common/identity/sql/audit.ts'
import type { By } from '../../common/identity/users.ts'
import type { Log } from '../../common/log.ts'
import { isLoopback, parseAddress } from '../../common/settings/address.ts'
import { classify, Refused } from '../errors.ts'
import type { Pools } from '../pools.ts'
import type { Identity } from './identity.ts'
import { type Limits, type LimitsOptions, openLimits } from './limits.ts'
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
  settings: LimitsOptions['settings']
  /** Counts requests for all gateways together. */
  redis?: LimitsOptions['redis']
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
  const limits = openLimits(app, options)
  app.addHook('onRequest', (request, reply, done) => {
    request.principal = NOBODY
    try {
      const admitted = admit(request, reply, limits, options)
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
function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  limits: Limits,
  { identity, isLocal }: GuardOptions,
): Promise<void> | undefined {
  const { right } = request.routeOptions.config
  // An unknown path is answered for by whoever answers for those.
  if (right === undefined) return undefined
  const { authorization } = request.headers
  if (right.roles === 'anyone' || (authorization === undefined && mayComeUnasked(request, right, identity))) {
    return right.counted && identity.isOn ? limits.stranger(request, reply) : undefined
  }

  /** Where everybody is asked, those who guess are counted. */
  const refuse = async (error: unknown): Promise<never> => {
    const isStranger = error instanceof Refused && error.code === 'unauthenticated'
    if (isStranger && identity.isOn) await limits.stranger(request, reply)
    throw error
  }
  const letIn = (principal: Principal): Promise<void> | undefined => {
    request.principal = principal
    if (principal === OPEN && isLocal) assertFromThisMachine(request)
    assertRole(principal, right)
    return limits.countsKnown && principal !== OPEN ? limits.known(request, reply) : undefined
  }
  let principal: Principal | Promise<Principal>
  try {
    principal = identity.principalOf(authorization)
  } catch (error) {
    return refuse(error)
  }
  return principal instanceof Promise ? principal.catch(refuse).then(letIn) : letIn(principal)
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

/** Whether the caller of a long answer may still have it. While the database does not answer, nobody is sent away. */
export async function mayStill({ headers, routeOptions }: FastifyRequest, identity: Identity): Promise<boolean> {
  const { right } = routeOptions.config
  try {
    if (right !== undefined) assertRole(await identity.principalOf(headers.authorization), right)
    return true
  } catch (error) {
    return !(error instanceof Refused)
  }
}

/** Refuses who has none of the roles that may call it. */
export function assertRole({ role }: Principal, { roles }: Right): void {
  if (roles === 'anyone' || (role !== null && roles.includes(role))) return
  throw new Refused('forbidden', `this is for the role ${roles.join(' or ')} only, and yours is ${role}`)
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
  const { id, code } = request.params as Record<string, string | undefined>
  const named = id ?? code
  const target = named === undefined ? undefined : { kind: kindOf(action), id: named.slice(0, TARGET_LENGTH_MAX) }
  try {
    await recordAudit(pools.writes, { ...byOf(request), action, target, refusedFor: request.refusedFor })
  } catch (err) {
    log.error({ err, action, request_id: request.id }, 'a change was not recorded in the audit')
  }
}

function kindOf(action: string): string {
  return action.replace(/\..*$/, '')
}
