import type { FastifyInstance } from 'fastify'
import { Refused } from '../errors.ts'
import type { Ownership } from '../identity/ownership.ts'
import type { Ingest, NewOperation } from '../ingest/ingest.ts'
import { sendPayload } from './envelope.ts'
import { fieldNames, readAmount, readCurrency, readFields, readWalletId, requireAll } from './fields.ts'

const FIELDS = fieldNames('OriginWalletId', 'TargetWalletId', 'Amount', 'Currency')

export interface TransferContext {
  ingest: Pick<Ingest, 'queue'>
  identity: { ownership: Pick<Ownership, 'assertMayAsk'> }
}

export function transferAmount(app: FastifyInstance, { ingest, identity }: TransferContext): void {
  app.post('/transfer_amount', async (request, reply) => {
    const transfer = readTransfer(request.body)
    await identity.ownership.assertMayAsk(request.principal, transfer)
    if (transfer.originId === transfer.targetId) {
      throw new Refused('invalid', 'OriginWalletId and TargetWalletId must be different wallets')
    }
    const operationId = await ingest.queue({ ...transfer, requestId: request.id })
    return sendPayload(reply, `{"TransactionId":"${operationId}"}`)
  })
}

function readTransfer(body: unknown): NewOperation {
  const fields = readFields(body, FIELDS)
  requireAll(fields, FIELDS)
  return {
    originId: readWalletId(fields.OriginWalletId, 'OriginWalletId'),
    targetId: readWalletId(fields.TargetWalletId, 'TargetWalletId'),
    amount: readAmount(fields.Amount, 'Amount'),
    currency: readCurrency(fields.Currency, 'Currency'),
  }
}
