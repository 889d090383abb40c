import type { FastifyInstance } from 'fastify'
import { openCopy } from '../copy-out.ts'
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
      const csv = await openCopy(pools, statement, reply, new ReportCsv())
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="report.csv"')
        .send(csv)
    })
  }
}
