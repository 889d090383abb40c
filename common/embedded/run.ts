import { spawn } from 'node:child_process'
import { EmbeddedError } from './embedded-error.ts'
import type { ServerUser } from './server-user.ts'

export interface RunOptions {
  /** Undefined: as ourselves. */
  user: ServerUser | undefined
  /** A folder that the user may enter. */
  cwd: string
  /** Sent to the program's standard input. */
  input?: string
}

export interface RunResult {
  /** 0 when the program succeeded; undefined when a signal ended it. */
  exitCode: number | undefined
  /** Standard output and standard error, in one text. */
  output: string
}

// Nothing of our own environment: PGPORT, PGOPTIONS or LD_LIBRARY_PATH must not change what the server does.
const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' }

/**
 * Runs a program to its end, in a session of its own: Ctrl-C in our terminal reaches neither it nor what it starts.
 * Throws EmbeddedError when it cannot be started at all.
 */
export function run(program: string, args: string[], { user, cwd, input }: RunOptions): Promise<RunResult> {
  const identity = user === undefined ? {} : { uid: user.uid, gid: user.gid }
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: ENVIRONMENT, detached: true, stdio: 'pipe', ...identity })
    let output = ''
    const collect = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-OUTPUT_LENGTH_MAX)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    // The program may end without reading its input; its exit code tells why.
    child.stdin.on('error', () => {})
    child.once('error', (error) => reject(new EmbeddedError(`${program} cannot be run: ${error.message}`)))
    child.once('close', (code) => resolve({ exitCode: code ?? undefined, output }))
    child.stdin.end(input ?? '')
  })
}

const OUTPUT_LENGTH_MAX = 64 * 1024
