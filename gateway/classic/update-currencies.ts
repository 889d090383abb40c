import type { FastifyInstance } from 'fastify'
import type { Rate } from '../../ledger/exchange.ts'
import { checkedRate } from '../currencies/currencies.ts'
import { isCurrencyCode } from '../currency-code.ts'
import { Refused } from '../errors.ts'
import { type JsonValue, NumberText } from '../json.ts'
import type { ClassicContext } from './classic.ts'
import { sendPayload } from './envelope.ts'
import { fieldNames, isObject, readFields } from './fields.ts'

const FIELDS = fieldNames('Rates')

export function updateCurrencies(app: FastifyInstance, { currencies }: ClassicContext): void {
  app.post('/update_currencies', async (request, reply) => {
    await currencies.put(readRates(readFields(request.body, FIELDS).Rates))
    return sendPayload(reply, '{}')
  })
}

function readRates(value: JsonValue | undefined): Map<string, Rate> {
  if (value === undefined || value === null) throw new Refused('invalid', 'rates field must be set')
  if (!isObject(value)) {
    throw new Refused('invalid', 'Rates must be an object of currencies and their rates, such as {"EUR": 1.093809}')
  }
  const rates = new Map(Object.entries(value).map(([code, rate]) => [readCode(code), readRate(code, rate)]))
  if (rates.size === 0) throw new Refused('invalid', 'rates field must be set')
  return rates
}

function readCode(code: string): string {
  if (isCurrencyCode(code)) return code
  const shown = JSON.stringify(code.slice(0, 20))
  throw new Refused(
    'invalid',
    `${shown} cannot be a currency: write 3 to 10 of A-Z and 0-9, a letter first, such as EUR`,
  )
}

function readRate(code: string, value: JsonValue): Rate {
  const text = typeof value === 'number' ? String(value) : value instanceof NumberText ? value.text : null
  const rate = checkedRate(code, text)
  if (typeof rate === 'object') throw new Refused('invalid', `the rate of ${code} ${rate.refusal}`)
  return rate
}
