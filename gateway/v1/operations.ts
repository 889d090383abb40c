import Type from 'typebox'
import { readOperation } from '../sql/read-operation.ts'
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

const Operation = component(
  'Operation',
  Type.Object({
    id: Uuid,
    kind: Type.Enum(['deposit', 'transfer', 'payment', 'reversal', 'settlement']),
    status: OperationStatus,
    reason: nullable(Type.String({ description: 'Why it was declined or is not applied yet' })),
    amount: Micros,
    currency: CurrencyCode,
    origin_wallet_id: nullable(WalletId),
    target_wallet_id: nullable(WalletId),
    debit: nullable(described(Micros, 'What left the origin, in micro-units of its currency, as digits')),
    credit: nullable(described(Micros, 'What came to the target, in micro-units of its currency, as digits')),
    accepted_at: Time,
    applied_at: nullable(Time),
    related_id: nullable(
      described(Uuid, 'Of a reversal: the operation that it takes back. Of a settlement: its snapshot'),
    ),
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
    const { origin_id, target_id, ...operation } = await readOperation(pools.reads, params.id)
    await ownership.assertSeesOperation(principal, params.id, [origin_id, target_id])
    return {
      ...operation,
      origin_wallet_id: origin_id === null ? null : Number(origin_id),
      target_wallet_id: target_id === null ? null : Number(target_id),
    }
  })
}
