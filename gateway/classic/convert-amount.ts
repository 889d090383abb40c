import type { FastifyInstance } from 'fastify'
import { AMOUNT_MAX, isOperationAmount } from '../../ledger/money.ts'
import type { Currencies } from '../currencies/currencies.ts'
import { Refused } from '../errors.ts'
import { sendPayload } from './envelope.ts'

interface Route {
  Params: { amount: string; from: string; to: string }
}

export function convertAmount(app: FastifyInstance, { currencies }: { currencies: Currencies }): void {
  app.get<Route>('/convert_amount/:amount/:from/:to', async ({ params }, reply) => {
    const { from, to } = params
    const converted = await currencies.convert(readAmount(params.amount), from, to)
    return sendPayload(reply, `{"Amount":${converted},"Currency":${JSON.stringify(to)}}`)
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
