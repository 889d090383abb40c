import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { to as copyTo } from 'pg-copy-streams'
import { openPool, type Pool } from '../common/database/pool.ts'
import { drain } from './full-queue.ts'
import { memoryMb } from './memory.ts'
import { prepareParts } from './parts.ts'
import type { BenchRow } from './row.ts'
import { startBenchServer } from './server.ts'
import { median, rounded } from './statistics.ts'

const OPERATIONS = 1_000_000
const ROUNDS = 3
const BATCH_SIZE = 5_000

/**
 * Lines per second of the CSV report of one wallet with 1,000,000 operations, over HTTP, against COPY of the same rows and
 * columns without any of the report's form. The two take turns.
 */
export async function reportBench(): Promise<BenchRow> {
  const server = await startBenchServer()
  const parts = await prepareParts(server)
  const pool = openPool({ ...server, connectionsMax: 4, applicationName: 'bench', pipeline: true })
  const copies = openPool({ ...server, connectionsMax: 1, applicationName: 'bench' })
  try {
    await makeOperations(pool)
    const gateway = parts.spawn('gateway/main.ts')
    await parts.ready()
    const rounds: { report: number; copy: number }[] = []
    const peaksMb: (number | null)[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const copy = await linesPerSecond(() => copyRows(copies))
      const report = await linesPerSecond(() => download(`${parts.url}/operations/file/1`))
      rounds.push({ report, copy })
      peaksMb.push(memoryMb(gateway.pid, 'VmHWM'))
    }
    return {
      name: 'report',
      measured: rounded(median(rounds.map((round) => round.report)), 0),
      unit: 'CSV lines/s over HTTP',
      baseline: rounded(median(rounds.map((round) => round.copy)), 0),
      baseline_unit: 'rows/s by COPY',
      ratio: rounded(median(rounds.map(({ report, copy }) => report / copy))),
      first_mark: '0.4×, memory flat',
      goal: '0.8×',
      details: { operations: OPERATIONS, gateway_peak_mb: peaksMb },
    }
  } finally {
    await parts.stop()
    await Promise.all([pool.end(), copies.end()])
    await server.stop()
  }
}

async function makeOperations(pool: Pool): Promise<void> {
  await pool.query(`insert into wallets (group_id, currency) values (1, 'USD')`)
  await pool.query(`
    insert into queue (group_id, operation_id, kind, target_id, amount, currency, accepted_at)
    select 1, uuidv7(), 'deposit', 1, i, 'USD', now() - interval '1 day' + i * interval '1 ms'
    from generate_series(1, ${OPERATIONS}) i`)
  await pool.query('vacuum analyze queue')
  await drain(pool, BATCH_SIZE)
  await pool.query('vacuum analyze postings')
}

/** @param read returns how many lines it read */
async function linesPerSecond(read: () => Promise<number>): Promise<number> {
  const startedMs = performance.now()
  const lines = await read()
  if (lines < OPERATIONS) throw new Error(`${lines} lines instead of ${OPERATIONS}`)
  return (OPERATIONS / (performance.now() - startedMs)) * 1_000
}

async function copyRows(pool: Pool): Promise<number> {
  const client = await pool.connect()
  const sink = new LineCounter()
  try {
    const rows = `select kind, requested_amount, requested_currency, accepted_at from postings
                  where wallet_id = 1 order by accepted_at`
    await pipeline(client.query(copyTo(`copy (${rows}) to stdout with (format csv)`)), sink)
  } finally {
    client.release()
  }
  return sink.lines
}

async function download(url: string): Promise<number> {
  const response = await fetch(url)
  if (!response.ok || response.body === null) throw new Error(`the report answered ${response.status}`)
  const sink = new LineCounter()
  await pipeline(response.body, sink)
  return sink.lines
}

class LineCounter extends Writable {
  lines = 0

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) this.lines += 1
    done()
  }
}
