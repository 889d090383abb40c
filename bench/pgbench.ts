import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { BenchServer } from './server.ts'

const SCALE = 50
const CLIENTS = 8
const SECONDS = 6

export interface Pgbench {
  /** Transactions per second of one run. */
  tps(): Promise<number>
}

/** Prepares pgbench's own tables. Throws when pgbench is not on the PATH. */
export async function preparePgbench(server: BenchServer): Promise<Pgbench> {
  const dsn = await server.database('pgbench')
  const pgbench = (...args: string[]) => runPgbench(dsn, args)
  await pgbench('--initialize', '--quiet', `--scale=${SCALE}`)
  return {
    async tps() {
      const output = await pgbench(`--client=${CLIENTS}`, '--jobs=2', '--protocol=prepared', `--time=${SECONDS}`)
      const match = /^tps = ([\d.]+)/m.exec(output)
      if (match === null) throw new Error(`pgbench printed no tps: ${output}`)
      return Number(match[1])
    },
  }
}

async function runPgbench(dsn: string, args: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('pgbench', [...args, dsn])
    return stdout
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error("pgbench is not on the PATH: install PostgreSQL's contrib or client package")
    }
    throw error
  }
}
