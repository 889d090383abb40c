import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { CommandError } from '../common/command.ts'

const run = promisify(execFile)
const CONTRACTS = fileURLToPath(new URL('../proto/gen/walletmesh.binpb', import.meta.url))
const OUTPUT_BYTES_MAX = 2 ** 30

export interface GhzCall {
  /** host:port */
  address: string
  /** Full name: package.Service/Method. */
  call: string
  /** Messages that take turns; of a stream, that it repeats. */
  data: readonly object[]
  seconds: number
  concurrency: number
  connections: number
  /** Messages of each stream. */
  messages?: number
}

/** Where ghz is: on the path, or where Go installs it. Throws a CommandError when it is nowhere. */
export async function findGhz(): Promise<string> {
  const goPath = await run('go', ['env', 'GOPATH']).catch(() => null)
  const candidates = ['ghz', ...(goPath === null ? [] : [join(goPath.stdout.trim(), 'bin', 'ghz')])]
  for (const path of candidates) {
    const version = await run(path, ['--version']).catch(() => null)
    if (version !== null) return path
  }
  throw new CommandError('ghz is missing: go install github.com/bojand/ghz/cmd/ghz@latest')
}

/** Calls, or streams, that ended well per second. Throws when one did not. */
export async function callsPerSecond(ghz: string, load: GhzCall): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'walletmesh-ghz-'))
  try {
    const dataFile = join(folder, 'data.json')
    writeFileSync(dataFile, JSON.stringify(load.data))
    const options = {
      protoset: CONTRACTS,
      call: load.call,
      'data-file': dataFile,
      duration: `${load.seconds}s`,
      'duration-stop': 'wait',
      timeout: '20s',
      concurrency: load.concurrency,
      connections: load.connections,
      'stream-call-count': load.messages ?? 0,
      format: 'json',
    }
    const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`)
    const { stdout } = await run(ghz, ['--insecure', ...args, load.address], { maxBuffer: OUTPUT_BYTES_MAX })
    const report = JSON.parse(stdout) as { rps: number; statusCodeDistribution: Record<string, number> }
    const { OK, ...others } = report.statusCodeDistribution
    if (OK === undefined || Object.keys(others).length > 0) {
      throw new Error(`ghz: not every call ended well: ${JSON.stringify(report.statusCodeDistribution)}`)
    }
    return report.rps
  } finally {
    rmSync(folder, { recursive: true })
  }
}
