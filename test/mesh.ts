import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Agent, request } from 'undici'
import { vi } from 'vitest'
import { findFreePort } from '../cli/up/ports.ts'
import { openPool, type Pool } from '../common/database/pool.ts'
import type { Address } from '../common/settings/address.ts'
import { createTestDatabase } from './database.ts'

const WAIT = { timeout: 60_000, interval: 50 }
const UNHELD = 'select count(*) n from groups where active and (expires_at is null or expires_at < now())'

const root = fileURLToPath(new URL('..', import.meta.url))

export type Part = 'gateway' | 'op-processor' | 'wlt-balancer' | 'settler' | 'fraud'

export interface TestMesh {
  url: string
  /** Of the gateway. */
  grpc: Address
  /** Of a balancer, when one is spawned. */
  balancer: Address
  /** Of a fraud part, when one is spawned. */
  fraud: Address
  /** Sends to the gateway as `call` does. */
  agent: Agent
  /** A session of the test's own in the mesh's schema. */
  pool: Pool
  dsn: string
  schemaName: string
  /** Starts one more process; it need not be ready yet. */
  spawn(part: Part, args?: string[], environment?: Record<string, string>): ChildProcess
  /** Posts to a classic route and returns its payload. */
  call(path: string, body: unknown): Promise<Record<string, unknown>>
  /** Waits until every active group is held. */
  allHeld(): Promise<void>
  /** Waits until nothing is queued. */
  drained(): Promise<void>
  /** Stops every process that still runs, in good order, and throws the database away. */
  stop(): Promise<void>
}

export interface TestMeshOptions {
  /** Settings of every process, as environment variables. */
  environment?: Record<string, string>
  /** Connections of `call`. */
  connections?: number
  /** The certificate of the authority to believe, where the gateway serves HTTPS. */
  ca?: Buffer
  /** Told what the processes print, which is thrown away otherwise, but for errors. */
  onOutput?: (text: string) => void
}

/** A mesh of real processes on a database of its own: the gateway runs, everything else is spawned by the test. */
export async function startTestMesh({
  environment = {},
  connections = 64,
  ca,
  onOutput,
}: TestMeshOptions = {}): Promise<TestMesh> {
  const database = await createTestDatabase()
  const [httpPort, grpcPort, balancerPort] = [await freePort(), await freePort(), await freePort()]
  const fraudPort = await freePort()
  const shared = {
    WALLETMESH_DSN: database.dsn,
    WALLETMESH_IP: `127.0.0.1:${httpPort}`,
    WALLETMESH_GRPC__ADDRESS: `127.0.0.1:${grpcPort}`,
    WALLETMESH_GRPC__GATEWAYS: `127.0.0.1:${grpcPort}`,
    WALLETMESH_BALANCER__ADDRESS: `127.0.0.1:${balancerPort}`,
    WALLETMESH_BALANCER__BALANCERS: `127.0.0.1:${balancerPort}`,
    WALLETMESH_FRAUD__ADDRESS: `127.0.0.1:${fraudPort}`,
    WALLETMESH_FRAUD__SCREENERS: `127.0.0.1:${fraudPort}`,
    WALLETMESH_LEASE__TTL: '1s',
    WALLETMESH_LOG_LEVEL: 'error',
    ...environment,
  }
  const url = `${ca === undefined ? 'http' : 'https'}://127.0.0.1:${httpPort}`
  const pool = openPool({ ...database, connectionsMax: 4, applicationName: 'test' })
  const agent = new Agent({ connections, ...(ca === undefined ? {} : { connect: { ca } }) })
  const children = new Set<ChildProcess>()

  const spawnPart: TestMesh['spawn'] = (part, args = [], more = {}) => {
    const child = spawn(process.execPath, [`${root}${part}/main.ts`, ...args], {
      cwd: root,
      env: { PATH: process.env.PATH, ...shared, ...more },
      stdio: onOutput === undefined ? ['ignore', 'ignore', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    })
    if (onOutput !== undefined) {
      for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', onOutput)
    }
    children.add(child)
    child.once('exit', () => children.delete(child))
    return child
  }
  const oneNumber = async (query: string) => Number((await pool.query<{ n: bigint }>(query)).rows[0]?.n)

  spawnPart('gateway')
  await vi.waitUntil(() => isReady(url, agent), WAIT)

  return {
    url,
    grpc: { host: '127.0.0.1', port: grpcPort },
    balancer: { host: '127.0.0.1', port: balancerPort },
    fraud: { host: '127.0.0.1', port: fraudPort },
    agent,
    pool,
    ...database,
    spawn: spawnPart,
    async call(path, body) {
      const { body: answer } = await request(url + path, {
        dispatcher: agent,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return ((await answer.json()) as { payload: Record<string, unknown> }).payload
    },
    async allHeld() {
      await vi.waitUntil(async () => (await oneNumber(UNHELD)) === 0, WAIT)
    },
    async drained() {
      await vi.waitUntil(async () => (await oneNumber('select count(*) n from queue')) === 0, WAIT)
    },
    async stop() {
      const ends = [...children].map((child) => once(child, 'exit'))
      for (const child of children) child.kill('SIGTERM')
      await Promise.all(ends)
      await agent.close()
      await pool.end()
      await database.drop()
    },
  }
}

async function isReady(url: string, dispatcher: Agent): Promise<boolean> {
  const answer = await request(`${url}/ready`, { dispatcher }).catch(() => undefined)
  await answer?.body.dump()
  return answer?.statusCode === 200
}

function freePort(): Promise<number> {
  return findFreePort('127.0.0.1', Math.random)
}

/** SIGKILL, and wait for the end. */
export async function kill(child: ChildProcess): Promise<void> {
  const end = once(child, 'exit')
  child.kill('SIGKILL')
  await end
}
