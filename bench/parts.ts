import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findFreePort } from '../cli/up/ports.ts'
import type { BenchServer } from './server.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const READY_MAX_MS = 20_000

export interface BenchParts {
  url: string
  /** Host and port of the gateway's gRPC server. */
  grpcAddress: string
  /** Starts a script of the project with the settings that all share, and some of its own. */
  spawn(script: string, args?: string[], own?: Record<string, string>): ChildProcess
  /** Waits until the gateway answers. */
  ready(): Promise<void>
  /** The last one started stops first. */
  stop(): Promise<void>
}

/** Processes of a mesh on the bench's server, started as users start them, on free ports. */
export async function prepareParts(server: BenchServer, settings: Record<string, string> = {}): Promise<BenchParts> {
  const [http, grpc] = [await findFreePort('127.0.0.1', Math.random), await findFreePort('127.0.0.1', Math.random)]
  const url = `http://127.0.0.1:${http}`
  const env = {
    PATH: process.env.PATH,
    WALLETMESH_DSN: server.dsn,
    WALLETMESH_SCHEMA_NAME: server.schemaName,
    WALLETMESH_IP: `127.0.0.1:${http}`,
    WALLETMESH_GRPC__ADDRESS: `127.0.0.1:${grpc}`,
    WALLETMESH_GRPC__GATEWAYS: `127.0.0.1:${grpc}`,
    WALLETMESH_LOG_LEVEL: 'warn',
    ...settings,
  }
  const children: ChildProcess[] = []
  return {
    url,
    grpcAddress: `127.0.0.1:${grpc}`,
    spawn(script, args = [], own = {}) {
      const child = spawn(process.execPath, [root + script, ...args], {
        env: { ...env, ...own },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      children.push(child)
      return child
    },
    async ready() {
      for (let waitedMs = 0; waitedMs < READY_MAX_MS; waitedMs += 50) {
        const answer = await fetch(`${url}/ready`).catch(() => null)
        await answer?.body?.cancel()
        if (answer?.ok) return
        await delay(50)
      }
      throw new Error('the gateway did not get ready')
    },
    async stop() {
      for (const child of children.toReversed()) {
        if (child.exitCode !== null || child.signalCode !== null) continue
        const end = once(child, 'exit')
        child.kill('SIGTERM')
        await end
      }
    },
  }
}
