import type { FastifyInstance } from 'fastify'
import { currencyNotAllowed } from '../currency-code.ts'
import { byOf } from '../identity/guard.ts'
import type { Pools } from '../pools.ts'
import { createWallet, type NewWallet } from '../sql/create-wallet.ts'
import { sendPayload } from './envelope.ts'
import { fieldNames, readCurrency, readFields, readText, requireAll } from './fields.ts'

const FIELDS = fieldNames('Name', 'Country', 'City', 'Currency')

export function wallet(app: FastifyInstance, { pools }: { pools: Pools }): void {
  app.post('/wallet', async (request, reply) => {
    const wallet = readNewWallet(request.body)
    const id = await createWallet(pools.writes, wallet, { ownerId: request.principal.userId, by: byOf(request) })
    if (id === null) throw currencyNotAllowed()
    return sendPayload(reply, `{"WalletID":${id}}`)
  })
}

function readNewWallet(body: unknown): NewWallet {
  const fields = readFields(body, FIELDS)
  requireAll(fields, FIELDS)
  return {
    name: readText(fields.Name, 'Name'),
    country: readText(fields.Country, 'Country'),
    city: readText(fields.City, 'City'),
    currency: readCurrency(fields.Currency, 'Currency'),
  }
}
