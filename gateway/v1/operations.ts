import Type from 'typebox'
import { OPERATION_KINDS } from '../../ledger/operation.ts'
import { readOperation } from '../sql/read-operation.ts'
import { UuidParams } from './uuid.ts'
import type { V1App, V1Context } from './v1.ts'

const nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(type: T) =>
  Type.Union([type, Type.Null()])

const Micros = Type.String({ description: 'Micro-units, as digits' })

const Operation = Type.Object({
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
  debit: nullable(Micros),
  credit: nullable(Micros),
  accepted_at: Type.String(),
  applied_at: nullable(Type.String()),
  related_id: nullable(
    Type.String({ description: 'Of a reversal: the operation that it takes back. Of a settlement: its snapshot' }),
  ),
})

export function operations(app: V1App, { pools }: V1Context): void {
  const schema = { params: UuidParams, response: { 200: Operation } }
  app.get('/operations/:id', { schema }, async ({ params }) => {
    const { origin_id, target_id, ...operation } = await readOperation(pools.reads, params.id)
    return {
      ...operation,
      origin_wallet_id: origin_id === null ? null : Number(origin_id),
      target_wallet_id: target_id === null ? null : Number(target_id),
    }
  })
}
