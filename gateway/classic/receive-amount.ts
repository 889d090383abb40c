import type { FastifyInstance } from 'fastify'
import type { Ingest, NewOperation } from '../ingest/ingest.ts'
import { sendPayload } from './envelope.ts'
import { fieldNames, readAmount, readCurrency, readFields, readWalletId, requireAll } from './fields.ts'

const FIELDS = fieldNames('WalletId', 'Amount', 'Currency')

export function receiveAmount(app: FastifyInstance, { ingest }: { ingest: Pick<Ingest, 'queue'> }): void {
  app.post('/receive_amount', async (request, reply) => {
    const operationId = await ingest.queue(readDeposit(request.body))
    return sendPayload(reply, `{"TransactionId":"${operationId}"}`)
  })
}

function readDeposit(body: unknown): NewOperation {
  const fields = readFields(body, FIELDS)
  requireAll(fields, FIELDS)
  return {
    originId: null,
    targetId: readWalletId(fields.WalletId, 'WalletId'),
    amount: readAmount(fields.Amount, 'Amount'),
    currency: readCurrency(fields.Currency, 'Currency'),
  }
}
