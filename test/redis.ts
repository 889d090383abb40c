import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { vi } from 'vitest'
import { findFreePort } from '../cli/up/ports.ts'

/** A Redis of the caller's own, which can be done to what happens to servers. */
export interface TestRedis {
  /** The password in it, if there is one. */
  readonly url: string
  readonly port: number
  /** For the test to look and to meddle. It reconnects by itself. */
  readonly client: Redis
  /** SIGKILL; everything in it is gone. */
  kill(): Promise<void>
  /** Starts it again, empty, at the same address. */
  restart(): Promise<void>
  /** SIGSTOP: its connections stay open and nothing is answered. */
  pause(): void
  resume(): void
  stop(): Promise<void>
}

export interface TestRedisOptions {
  password?: string
  /** More arguments of redis-server. */
  args?: readonly string[]
}

/** Throws when the machine has no redis-server. */
export async function startTestRedis({ password = '', args = [] }: TestRedisOptions = {}): Promise<TestRedis> {
  const port = await findFreePort('127.0.0.1', Math.random)
  const folder = mkdtempSync(join(tmpdir(), 'walletmesh-redis-'))
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no']
  const secret = password === '' ? [] : ['--requirepass', password]
  const client = new Redis(port, '127.0.0.1', {
    password,
    lazyConnect: true,
    maxRetriesPerRequest: null,
    retryStrategy: () => 20,
  })
  client.on('error', () => {})
  let server: ChildProcess | undefined

  const start = async () => {
    server = spawn('redis-server', [...settings, ...secret, ...args], { stdio: 'ignore' })
    const failed = new Promise<never>((_, reject) => server?.once('error', (error) => reject(explained(error))))
    await Promise.race([failed, vi.waitUntil(() => client.ping().catch(() => ''), { timeout: 10_000, interval: 20 })])
  }
  const kill = async () => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
    const end = once(server, 'exit')
    server.kill('SIGKILL')
    await end
  }
  const stop = async () => {
    client.disconnect()
    await kill()
    rmSync(folder, { recursive: true, force: true })
  }

  try {
    await start()
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url: `redis://${password === '' ? '' : `:${password}@`}127.0.0.1:${port}`,
    port,
    client,
    kill,
    restart: start,
    pause: () => server?.kill('SIGSTOP'),
    resume: () => server?.kill('SIGCONT'),
    stop,
  }
}

function explained(error: Error): Error {
  const isMissing = 'code' in error && error.code === 'ENOENT'
  return isMissing ? new Error('these tests need redis-server: install it with `apt-get install redis-server`') : error
}
