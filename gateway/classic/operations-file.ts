import { pipeline, type Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { to as copyTo } from 'pg-copy-streams'
import type { Pools } from '../pools.ts'
import { isUtc } from '../rfc3339.ts'
import { reportFileStatement } from '../sql/report-file.ts'
import { walletExists } from '../sql/wallet-exists.ts'
import { noWallet } from '../wallet-id.ts'
import type { ClassicContext } from './classic.ts'
import { type Query, readPeriod, readWalletIdOf } from './report.ts'
import { ReportCsv } from './report-csv.ts'

interface Route {
  Params: { walletId?: string }
  Querystring: Query
}

export function operationsFile(app: FastifyInstance, { pools, location }: ClassicContext): void {
  const utc = isUtc(location)
  for (const path of ['/operations/file', '/operations/file/:walletId']) {
    app.get<Route>(path, async ({ params, query }, reply) => {
      const walletId = readWalletIdOf(params.walletId)
      const statement = reportFileStatement(walletId, readPeriod(query), utc)
      if (!(await walletExists(pools.reads, walletId))) throw noWallet(walletId)
      const csv = await openCopy(pools, statement, reply)
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="report.csv"')
        .send(csv)
    })
  }
}

/**
 * Rows go from the server's socket to the client's as they come; a slow client slows the server down. A client that goes
 * away ends the statement.
 */
async function openCopy(pools: Pools, statement: string, reply: FastifyReply): Promise<Readable> {
  const client = await pools.reports.connect()
  let released = false
  const release = (broken: boolean) => {
    if (released) return
    released = true
    client.release(broken)
  }
  // Without a listener, a connection that breaks would end the process; the stream reports it too.
  client.on('error', () => {})
  const csv = client.query(copyTo(statement))
  csv.once('end', () => release(false))
  csv.once('error', () => release(true))
  reply.raw.once('close', () => {
    if (released) return
    release(true)
    csv.destroy()
  })
  // Either end that breaks ends the other; whoever reads the result is told.
  return pipeline(csv, new ReportCsv(), () => {})
}
