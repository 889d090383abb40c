import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { CommandError } from '../../common/command.ts'
import { failureOf } from './child-log.ts'

export interface ChildOptions {
  /** For people: `op_processor 1`. */
  name: string
  /** The module that it runs, by its absolute path. */
  script: string
  args: readonly string[]
  environment: Readonly<Record<string, string | undefined>>
  /** How long it may drain before it is killed. */
  stopTimeoutMs: number
  on: {
    /** Every line that it writes. */
    line(line: string): void
    /** It died, and will be started again. */
    restarting(reason: string, delayMs: number): void
    /** It failed again and again before `settled` was called, and is given up. */
    failed(reason: string): void
  }
}

/** A service of the mesh as a process, started again whenever it dies. */
export interface Child {
  readonly name: string
  /** Undefined while it is not running. */
  readonly pid: number | undefined
  start(): void
  /** From now on it is started again for ever. */
  settled(): void
  /** Tells it once to stop, and returns when it has. Throws a CommandError when it did not end well. */
  stop(): Promise<void>
  /** Ends it, and what it started, at once. */
  kill(): void
}

const END_WITH_PARENT = new URL('end-with-parent.ts', import.meta.url).href
const NODE = process.execPath

const FAILURES_AT_START_MAX = 3
const BACKOFF_MS = 250
const BACKOFF_MAX_MS = 30_000
/** Who lived that long did not fail to start. */
const STABLE_MS = 10_000
/** Exit code of a command whose arguments or settings are wrong: trying again does not help. */
const MISUSED = 2
const LINES_KEPT = 20

export function createChild(options: ChildOptions): Child {
  const { name, on } = options
  const stopping = new AbortController()
  let isSettled = false
  let running: ChildProcess | undefined
  let living: Promise<void> | undefined

  /** One life after another, until it is stopped. */
  async function live(): Promise<void> {
    for (let failures = 1; ; failures += 1) {
      const stable = setTimeout(() => {
        failures = 0
      }, STABLE_MS)
      const end = await runOnce()
      clearTimeout(stable)
      if (stopping.signal.aborted) {
        if (!end.isClean) throw new CommandError(`${name} did not stop well: ${end.reason}`)
        return
      }
      if (!isSettled && (failures >= FAILURES_AT_START_MAX || end.exitCode === MISUSED)) {
        return on.failed(end.reason)
      }
      const delayMs = Math.min(BACKOFF_MS * 2 ** Math.max(0, failures - 1), BACKOFF_MAX_MS)
      on.restarting(end.reason, delayMs)
      await delay(delayMs, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
    }
  }

  function runOnce(): Promise<Ending> {
    const lines: string[] = []
    const child = open(options, (line) => {
      lines.push(line)
      if (lines.length > LINES_KEPT) lines.shift()
      on.line(line)
    })
    running = child
    return new Promise((resolve) => {
      // A child that cannot even be started has no other event; after that one it is over for the other, too.
      child.once('error', (error) => resolve({ exitCode: null, isClean: false, reason: error.message }))
      child.once('exit', () => killGroup(child))
      child.once('close', (exitCode, signal) => {
        running = undefined
        const how = signal === null ? `exit code ${exitCode}` : `ended by ${signal}`
        const said = exitCode === null ? undefined : failureOf(lines)
        const reason = said?.replace(/^\w+: /, '') ?? how
        resolve({ exitCode, isClean: exitCode === 0 || signal === 'SIGTERM', reason })
      })
    })
  }

  return {
    name,
    get pid() {
      return running?.pid
    },
    start() {
      living ??= live()
      living.catch(() => {})
    },
    settled() {
      isSettled = true
    },
    async stop() {
      const isFirst = !stopping.signal.aborted
      stopping.abort()
      if (isFirst) running?.kill('SIGTERM')
      const tooLong = setTimeout(() => killGroup(running), options.stopTimeoutMs)
      try {
        await living
      } finally {
        clearTimeout(tooLong)
      }
    },
    kill() {
      stopping.abort()
      killGroup(running)
    },
  }
}

interface Ending {
  exitCode: number | null
  /** As after a SIGTERM: it drained, or had not begun anything yet. */
  isClean: boolean
  reason: string
}

/** In a process group of its own, so that Ctrl-C on our terminal reaches us alone. */
function open({ script, args, environment }: ChildOptions, onLine: (line: string) => void): ChildProcess {
  const child = spawn(NODE, ['--import', END_WITH_PARENT, script, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: environment,
  })
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine)
  }
  return child
}

/** The process and the workers that it may have. */
function killGroup(child: ChildProcess | undefined): void {
  if (child?.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It is gone.
  }
}

/** Absolute path of a module of the repository. */
export function modulePath(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url))
}
