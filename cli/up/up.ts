import { hostname } from 'node:os'
import { CommandError } from '../../common/command.ts'
import { type Database, openDatabase } from '../../common/database/open.ts'
import { openPool, type Pool } from '../../common/database/pool.ts'
import { joinEmbedded } from '../../common/embedded/embedded.ts'
import { gatewayUrlOf, reachable } from '../../common/gateway-url.ts'
import { OPEN_LINE } from '../../common/identity/open-line.ts'
import { authenticationRequired } from '../../common/identity/sql/authentication.ts'
import type { Log } from '../../common/log.ts'
import { stopInOrder } from '../../common/service.ts'
import { formatAddress } from '../../common/settings/address.ts'
import { formatDuration } from '../../common/settings/duration.ts'
import type { Settings } from '../../common/settings/settings.ts'
import { type Child, createChild, modulePath } from './child.ts'
import { type Environment, withSettings } from './environment.ts'
import { gatewayReady, groupsHeld, listens, type Probe, processorJoined, until } from './readiness.ts'

export interface MeshOptions {
  /** With the ports that the gateway is to use, none of them 0. */
  settings: Settings
  processors: number
  groups: number
  /** Everything in the data folder goes at the end. */
  ephemeral: boolean
  environment: Environment
  log: Log
  on: {
    /** A service is up; `about` tells where. */
    service(name: string, about: string): void
    /** Nobody is asked who they are. */
    open(line: string): void
    /** A line of a child's log. */
    line(name: string, line: string): void
    restarting(name: string, reason: string, delayMs: number): void
    waiting(missing: string): void
  }
}

export interface Mesh {
  /**
   * Returns the gateway's URL when the whole mesh is ready. Throws a CommandError of one line when a service does not
   * start, and the signal's reason when it is aborted; `stop` is to be called all the same.
   */
  start(signal: AbortSignal): Promise<string>
  /** Drains and stops everything, the database last. Throws a CommandError when something did not stop well. */
  stop(): Promise<void>
  /** Ends all processes but the database at once; `stop` is still to be called. */
  kill(): void
}

/** What a child may take beyond the time that it gives itself to drain. */
const STOP_GRACE_MS = 5_000

/** The whole mesh on this machine: a database, and gateway, op-processors and balancer as processes of their own. */
export function createMesh(options: MeshOptions): Mesh {
  const { settings, groups, on } = options
  const url = gatewayUrlOf(settings)
  const grpc = formatAddress(reachable(settings.grpc.address))
  const failure = new AbortController()
  const { gateway, processors, balancer, settler, fraud } = createChildren(options, grpc, (name, reason) =>
    failure.abort(new CommandError(`${name} does not start: ${reason}`)),
  )
  const children = [gateway, ...processors, balancer, settler, fraud]
  let database: Database | undefined
  let pool: Pool | undefined

  async function start(asked: AbortSignal): Promise<string> {
    const signal = AbortSignal.any([asked, failure.signal])
    const wait = <Found>(probe: Probe<Found>) => until(probe, { signal, onWait: on.waiting })
    database = await openMeshDatabase(options)
    pool = openPool({ ...database, connectionsMax: 1, applicationName: 'walletmesh up' })
    on.service('postgres', `${hostOf(database.dsn)}${settings.dsn === '' ? `  ${dataOf(options)}` : ''}`)

    signal.throwIfAborted()
    gateway.start()
    await wait(gatewayReady(url))
    on.service('gateway', `${url}  grpc ${grpc}`)

    for (const child of [...processors, balancer, settler, fraud]) child.start()
    for (const child of processors) {
      const metrics = await wait(processorJoined(pool, () => `${hostname()}:${child.pid}`))
      on.service(child.name, `http://${metrics}/metrics`)
    }
    await wait(groupsHeld(pool, groups))
    const balancerAddress = reachable(settings.balancer.address)
    await wait(listens('balancer', balancerAddress))
    const balanced = `${groups} groups, balanced every ${formatDuration(settings.walletBalancerDelay)}`
    on.service('wlt_balancer', `${balanced}  grpc ${formatAddress(balancerAddress)}`)
    const settlerAddress = reachable(settings.settlement.address)
    await wait(listens('settler', settlerAddress))
    on.service('settler', `grpc ${formatAddress(settlerAddress)}`)
    const fraudAddress = reachable(settings.fraud.address)
    await wait(listens('fraud', fraudAddress))
    on.service('fraud', `grpc ${formatAddress(fraudAddress)}`)
    const isOpen = settings.auth.mode === 'auto' && !(await authenticationRequired(pool))
    if (isOpen) on.open(OPEN_LINE)
    for (const child of children) child.settled()
    return url
  }

  return {
    start,
    // The gateway after those who talk to it, so that they can hand back what they hold.
    stop: () =>
      stopInOrder(
        { stop: () => stopTogether([...processors, balancer, settler, fraud]) },
        gateway,
        { stop: async () => pool?.end() },
        { stop: async () => database?.leave() },
      ),
    kill() {
      for (const child of children) child.kill()
    },
  }
}

function createChildren(options: MeshOptions, grpc: string, onFailed: (name: string, reason: string) => void) {
  const { settings, on } = options
  const environment = withSettings(options.environment, {
    ip: formatAddress(settings.ip),
    data: settings.data,
    'grpc.address': formatAddress(settings.grpc.address),
    'grpc.gateways': grpc,
    'settlement.address': formatAddress(settings.settlement.address),
    'settlement.settlers': formatAddress(reachable(settings.settlement.address)),
    'balancer.address': formatAddress(settings.balancer.address),
    'balancer.balancers': formatAddress(reachable(settings.balancer.address)),
    'fraud.address': formatAddress(settings.fraud.address),
    'fraud.screeners': formatAddress(reachable(settings.fraud.address)),
    // One for all processes would be taken by the first.
    'metrics.address': '127.0.0.1:0',
  })
  const child = (name: string, module: string, args: readonly string[] = []) =>
    createChild({
      name,
      script: modulePath(module),
      args: settings.source === 'defaults' ? args : ['--settings', settings.source, ...args],
      environment,
      stopTimeoutMs: settings.shutdownTimeoutSec * 1000 + STOP_GRACE_MS,
      on: {
        line: (line) => on.line(name, line),
        restarting: (reason, delayMs) => on.restarting(name, reason, delayMs),
        failed: (reason) => onFailed(name, reason),
      },
    })
  return {
    gateway: child('gateway', 'gateway/main.ts'),
    processors: Array.from({ length: options.processors }, (_, i) =>
      child(`op_processor ${i + 1}`, 'op-processor/main.ts'),
    ),
    balancer: child('wlt_balancer', 'wlt-balancer/main.ts', ['--number', String(options.groups)]),
    settler: child('settler', 'settler/main.ts'),
    fraud: child('fraud', 'fraud/main.ts'),
  }
}

async function stopTogether(children: readonly Child[]): Promise<void> {
  const results = await Promise.allSettled(children.map((child) => child.stop()))
  const failure = results.find((result) => result.status === 'rejected')
  if (failure !== undefined) throw failure.reason
}

/** Children join the embedded server themselves: should we be killed, the last of them stops it. */
async function openMeshDatabase({ settings, ephemeral, log }: MeshOptions): Promise<Database> {
  if (!ephemeral) return openDatabase(settings, log)
  const throwaway = await joinEmbedded({ dataFolder: settings.data, port: settings.embeddedPort, ephemeral, log })
  try {
    return await openDatabase(settings, log)
  } finally {
    // A member by now through the second joining.
    await throwaway.leave()
  }
}

function dataOf({ settings, ephemeral }: MeshOptions): string {
  return ephemeral ? `${settings.data} (thrown away at the end)` : settings.data
}

/** Host, port and database of a dsn, without its password. */
function hostOf(dsn: string): string {
  const { host, pathname } = new URL(dsn)
  return `${host}${pathname}`
}
