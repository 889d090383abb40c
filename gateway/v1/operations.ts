import Type from 'typebox'
import { OPERATION_KINDS } from '../../ledger/operation.ts'
import { type OperationState, readOperation } from '../sql/read-operation.ts'
import { Micros } from './amount.ts'
import { CurrencyCode } from './currency-code.ts'
import { nullable } from './nullable.ts'
import { component, described } from './openapi/component.ts'
import { documented } from './openapi/documented.ts'
import { OperationStatus } from './operation-status.ts'
import { Time } from './time.ts'
import { Uuid, UuidParams } from './uuid.ts'
import type { V1App, V1Context } from './v1.ts'
import { WalletId } from './wallet-id.ts'

const HoldState = component(
  'HoldState',
  Type.Object(
    {
      state: Type.Enum(['requested', 'declined', 'held', 'captured', 'released', 'expired', 'paid_out', 'refunded']),
      amount: nullable(
        described(Micros, 'Micro-units of the wallet’s currency, as digits; null while it waits to be converted'),
      ),
      captured: Micros,
      refunded: described(Micros, 'Of a charge: what card refunds took back, in micro-units, as digits'),
      expires_at: nullable(described(Time, 'Null for a charge, which its payout ends')),
      ended_by: nullable(described(Uuid, 'The operation that ended it')),
    },
    { description: 'What has become of a hold' },
  ),
)

export const Operation = component(
  'Operation',
  Type.Object({
    id: Uuid,
    kind: Type.Enum([...OPERATION_KINDS]),
    status: OperationStatus,
    reason: nullable(Type.String({ description: 'Why it was declined or is not applied yet' })),
    amount: Micros,
    currency: CurrencyCode,
    origin_wallet_id: nullable(WalletId),
    target_wallet_id: nullable(WalletId),
    debit: nullable(
      described(
        Micros,
        'What left the origin, or what a hold reserves there, in micro-units of its currency, as digits',
      ),
    ),
    credit: nullable(described(Micros, 'What came to the target, in micro-units of its currency, as digits')),
    accepted_at: Time,
    applied_at: nullable(Time),
    related_id: nullable(
      described(
        Uuid,
        'Of a reversal: the operation that it takes back. Of a capture, a release, an expiry: the hold. Of a payout, a card refund: the charge. Of a settlement: its snapshot',
      ),
    ),
    message: nullable(Type.String({ description: 'What was said about it' })),
    hold: nullable(described(HoldState, 'Of a hold or a charge alone')),
  }),
)

const schema = documented({
  operationId: 'readOperation',
  tags: ['operations'],
  summary: 'What has become of an operation',
  description: 'Of any kind: payments between banks and their reversals are operations, too.',
  params: UuidParams,
  response: { 200: Operation },
  problems: ['not_found', 'gone'],
})

export function operations(app: V1App, { pools, identity: { ownership } }: V1Context): void {
  app.get('/operations/:id', { schema }, async ({ params, principal }) => {
    const operation = await readOperation(pools.reads, params.id)
    await ownership.assertSeesOperation(principal, params.id, [operation.origin_id, operation.target_id])
    return operationOf(operation)
  })
}

export function operationOf({ origin_id, target_id, ...operation }: OperationState): Type.Static<typeof Operation> {
  return {
    ...operation,
    origin_wallet_id: origin_id === null ? null : Number(origin_id),
    target_wallet_id: target_id === null ? null : Number(target_id),
  }
}
