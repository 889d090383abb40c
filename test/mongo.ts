import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { MongoClient } from 'mongodb'
import { vi } from 'vitest'
import { findFreePort } from '../cli/up/ports.ts'
import { kill } from './mesh.ts'

const START_MS = 20_000
/** Timeout of a hook that starts a server: the first one of a machine may have to be built. */
export const MONGO_HOOK_MS = 600_000

/** A server of MongoDB's protocol of the test's own. */
export interface TestMongo {
  readonly url: string
  /** SIGKILL. */
  kill(): Promise<void>
  /** Starts it again after `kill`, on the same port and data. */
  restart(): Promise<void>
  /** Ends it and throws its data away. */
  stop(): Promise<void>
}

/** Starts one, and builds it first where the machine has none. Throws an error that says what to install. */
export async function startMongo(): Promise<TestMongo> {
  const script = fileURLToPath(new URL('mongo-server.sh', import.meta.url))
  const program = (await promisify(execFile)(script)).stdout.trim()
  const folder = await mkdtemp(join(tmpdir(), 'walletmesh-mongo-'))
  const port = await findFreePort('127.0.0.1', Math.random)
  const url = `mongodb://127.0.0.1:${port}`
  let server = await launch(program, folder, port)

  return {
    url,
    kill: () => kill(server),
    async restart() {
      server = await launch(program, folder, port)
    },
    async stop() {
      if (server.exitCode === null && server.signalCode === null) await kill(server)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Resolves when it answers. */
async function launch(program: string, folder: string, port: number): Promise<ChildProcess> {
  await mkdir(join(folder, 'data'), { recursive: true })
  const server = spawn(program, argumentsOf(program, folder, port), { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const collect = (chunk: Buffer) => {
    output = (output + chunk).slice(-2_000)
  }
  server.stdout.on('data', collect)
  server.stderr.on('data', collect)
  const endWithUs = () => server.kill('SIGKILL')
  process.once('exit', endWithUs)
  server.once('exit', () => process.off('exit', endWithUs))
  await Promise.race([
    answers(port),
    once(server, 'exit').then(() => {
      throw new Error(`${program} ended at once: ${output}`)
    }),
  ])
  return server
}

function argumentsOf(program: string, folder: string, port: number): string[] {
  if (basename(program) === 'mongod') return ['--dbpath', 'data', '--port', String(port), '--bind_ip', '127.0.0.1']
  return [
    '--handler=sqlite',
    `--sqlite-url=file:${folder}/data/`,
    `--state-dir=${folder}`,
    `--listen-addr=127.0.0.1:${port}`,
    '--debug-addr=-',
    '--telemetry=disable',
    '--log-level=error',
  ]
}

async function answers(port: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const client = new MongoClient(`mongodb://127.0.0.1:${port}`, { serverSelectionTimeoutMS: 500 })
      try {
        await client.db('admin').command({ ping: 1 })
      } finally {
        await client.close()
      }
    },
    { timeout: START_MS, interval: 50 },
  )
}
