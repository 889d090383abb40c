import type { FastifyInstance } from 'fastify'
import { Refused } from '../errors.ts'
import type { Ingest, NewOperation } from '../ingest/ingest.ts'
import { sendPayload } from './envelope.ts'
import { fieldNames, readAmount, readCurrency, readFields, readWalletId, requireAll } from './fields.ts'

const FIELDS = fieldNames('OriginWalletId', 'TargetWalletId', 'Amount', 'Currency')

export function transferAmount(app: FastifyInstance, { ingest }: { ingest: Pick<Ingest, 'queue'> }): void {
  app.post('/transfer_amount', async (request, reply) => {
    const operationId = await ingest.queue(readTransfer(request.body))
    return sendPayload(reply, `{"TransactionId":"${operationId}"}`)
  })
}

function readTransfer(body: unknown): NewOperation {
  const fields = readFields(body, FIELDS)
  requireAll(fields, FIELDS)
  const transfer = {
    originId: readWalletId(fields.OriginWalletId, 'OriginWalletId'),
    targetId: readWalletId(fields.TargetWalletId, 'TargetWalletId'),
    amount: readAmount(fields.Amount, 'Amount'),
    currency: readCurrency(fields.Currency, 'Currency'),
  }
  if (transfer.originId === transfer.targetId) {
    throw new Refused('invalid', 'OriginWalletId and TargetWalletId must be different wallets')
  }
  return transfer
}
