import type { FastifyInstance } from 'fastify'
import { convert } from '../../ledger/exchange.ts'
import { AMOUNT_MAX, isOperationAmount } from '../../ledger/money.ts'
import { currencyNotAllowed, isCurrencyCode } from '../currency-code.ts'
import { Refused } from '../errors.ts'
import type { Pools } from '../pools.ts'
import { readRates } from '../sql/read-rates.ts'
import { sendPayload } from './envelope.ts'

interface Route {
  Params: { amount: string; from: string; to: string }
}

export function convertAmount(app: FastifyInstance, { pools }: { pools: Pools }): void {
  app.get<Route>('/convert_amount/:amount/:from/:to', async ({ params }, reply) => {
    const amount = readAmount(params.amount)
    const { from, to } = params
    if (!isCurrencyCode(from) || !isCurrencyCode(to)) throw currencyNotAllowed()
    const rates = await readRates(pools.reads, [from, to])
    const [fromRate, toRate] = [rates.get(from), rates.get(to)]
    if (fromRate === undefined || toRate === undefined) throw currencyNotAllowed()
    return sendPayload(reply, `{"Amount":${convert(amount, fromRate, toRate)},"Currency":${JSON.stringify(to)}}`)
  })
}

function readAmount(text: string): bigint {
  const amount = /^\d{1,19}$/.test(text) ? BigInt(text) : 0n
  if (!isOperationAmount(amount)) {
    throw new Refused(
      'invalid',
      `amount must be a whole number of micro-units from 1 to ${AMOUNT_MAX}, such as 1000000`,
    )
  }
  return amount
}
