import type { FastifyInstance } from 'fastify'
import { jsonNumber } from '../json.ts'
import { rfc3339Format } from '../rfc3339.ts'
import { type ReportLine, readReportPage } from '../sql/report.ts'
import { noWallet } from '../wallet-id.ts'
import type { ClassicContext } from './classic.ts'
import { sendPayload } from './envelope.ts'
import { type Query, readCount, readParameter, readPeriod, readWalletIdOf } from './report.ts'

interface Route {
  Params: { walletId?: string }
  Querystring: Query
}

const LIMIT_BY_DEFAULT = 1000

export function operations(app: FastifyInstance, { pools, location, pageMax }: ClassicContext): void {
  const timeFormat = rfc3339Format(location)
  const limits = { byDefault: Math.min(LIMIT_BY_DEFAULT, pageMax), min: 1, max: pageMax }
  const offsets = { byDefault: 0, min: 0, max: Number.MAX_SAFE_INTEGER }

  for (const path of ['/operations', '/operations/:walletId']) {
    app.get<Route>(path, async ({ params, query }, reply) => {
      const walletId = readWalletIdOf(params.walletId)
      const offset = readCount(query, 'offset', offsets)
      const limit = readCount(query, 'limit', limits)
      const page = await readReportPage(pools.reads, { walletId, ...readPeriod(query), offset, limit, timeFormat })
      if (page === null) throw noWallet(walletId)
      const payload = {
        Operations: page.lines.map(operationOf),
        Limit: limit,
        Offset: offset,
        From: readParameter(query, 'from') ?? page.from,
        To: readParameter(query, 'to') ?? page.to,
      }
      return sendPayload(reply, JSON.stringify(payload))
    })
  }
}

function operationOf({ incoming, amount, currency, createdAt }: ReportLine) {
  return { Type: incoming ? 'in' : 'out', Amount: jsonNumber(amount), Currency: currency, CreatedAt: createdAt }
}
