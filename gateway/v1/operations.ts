import Type from 'typebox'
import { OPERATION_KINDS } from '../../ledger/operation.ts'
import { type OperationState, readOperation } from '../sql/read-operation.ts'
import { UuidParams } from './uuid.ts'
import type { V1App, V1Context } from './v1.ts'

const nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(type: T) =>
  Type.Union([type, Type.Null()])

const Micros = Type.String({ description: 'Micro-units, as digits' })

const Hold = Type.Object({
  state: Type.Enum(['requested', 'declined', 'held', 'captured', 'released', 'expired']),
  amount: nullable(
    Type.String({ description: 'Micro-units of the wallet’s currency; null while it waits to be converted' }),
  ),
  captured: Micros,
  expires_at: Type.String(),
  ended_by: nullable(Type.String({ description: 'The capture, release or expiry that ended it' })),
})

export const Operation = Type.Object({
  id: Type.String(),
  kind: Type.Enum([...OPERATION_KINDS]),
  status: Type.Union([
    Type.Literal('new'),
    Type.Literal('processing'),
    Type.Literal('success'),
    Type.Literal('decline'),
  ]),
  reason: nullable(Type.String({ description: 'Why it was declined or is not applied yet' })),
  amount: Micros,
  currency: Type.String(),
  origin_wallet_id: nullable(Type.Integer()),
  target_wallet_id: nullable(Type.Integer()),
  debit: nullable(Type.String({ description: 'Micro-units taken from the origin, or reserved by a hold' })),
  credit: nullable(Micros),
  accepted_at: Type.String(),
  applied_at: nullable(Type.String()),
  related_id: nullable(
    Type.String({
      description:
        'Of a reversal: the operation that it takes back. Of a capture, a release, an expiry: the hold. Of a settlement: its snapshot',
    }),
  ),
  message: nullable(Type.String()),
  hold: Type.Union([Hold, Type.Null()], { description: 'Of a hold: what has become of it' }),
})

export function operationOf({ origin_id, target_id, ...operation }: OperationState): Type.Static<typeof Operation> {
  return {
    ...operation,
    origin_wallet_id: origin_id === null ? null : Number(origin_id),
    target_wallet_id: target_id === null ? null : Number(target_id),
  }
}

export function operations(app: V1App, { pools }: V1Context): void {
  const schema = { params: UuidParams, response: { 200: Operation } }
  app.get('/operations/:id', { schema }, async ({ params }) => operationOf(await readOperation(pools.reads, params.id)))
}
