import { type ChildProcess, spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

export interface RunOptions {
  /** Instead of our own, but for the path. */
  environment?: Record<string, string>
  cwd?: string
  /** What it reads from standard input; nothing by default. */
  input?: string
}

/** Starts `walletmesh` with these arguments as a process of its own. Nothing of our own settings reaches it. */
export function startWalletmesh(args: readonly string[], { environment = {}, cwd = '/', input = '' }: RunOptions = {}) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH: '/usr/bin:/bin', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // It may end without reading.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return child
}

export interface Result {
  exitCode: number | null
  stdout: string
  stderr: string
}

/** Runs it to its end. */
export async function runWalletmesh(args: readonly string[], options: RunOptions = {}): Promise<Result> {
  const child = startWalletmesh(args, options)
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exitOf(child)])
  return { exitCode, stdout, stderr }
}

export function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', (code) => resolve(code)))
}
