import type { FastifyInstance } from 'fastify'
import { currencyNotAllowed, isCurrencyCode } from '../currency-code.ts'
import { jsonNumber } from '../json.ts'
import { readTotals } from '../sql/report-totals.ts'
import { noWallet } from '../wallet-id.ts'
import type { ClassicContext } from './classic.ts'
import { sendPayload } from './envelope.ts'
import { type Query, readParameter, readPeriod, readWalletIdOf } from './report.ts'

interface Route {
  Params: { walletId?: string }
  Querystring: Query
}

export function operationsTotal(app: FastifyInstance, { pools }: ClassicContext): void {
  for (const path of ['/operations/total', '/operations/total/:walletId']) {
    app.get<Route>(path, async ({ params, query }, reply) => {
      const walletId = readWalletIdOf(params.walletId)
      const currency = readParameter(query, 'currency') ?? 'USD'
      if (!isCurrencyCode(currency)) throw currencyNotAllowed()
      const totals = await readTotals(pools.reads, { walletId, currency, ...readPeriod(query) })
      if (totals === 'unknown wallet') throw noWallet(walletId)
      if (totals === 'unknown currency') throw currencyNotAllowed()
      const payload = {
        Currency: currency,
        AmountIn: jsonNumber(totals.incoming),
        AmountOut: jsonNumber(totals.outgoing),
      }
      return sendPayload(reply, JSON.stringify(payload))
    })
  }
}
