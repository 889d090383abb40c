import Type from 'typebox'
import { Refused } from '../../errors.ts'

const nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(type: T) =>
  Type.Union([type, Type.Null()])

export const DeliveryState = Type.Enum(['pending', 'delivered', 'dead'])

export const Delivery = Type.Object({
  id: Type.String(),
  event_id: Type.String({ description: 'The header Webhook-Id' }),
  event_type: Type.String(),
  operation_id: nullable(Type.String()),
  state: DeliveryState,
  attempts: Type.Integer(),
  next_attempt_at: nullable(Type.String({ description: 'Null also while an earlier one of its wallets is pending' })),
  last_attempt_at: nullable(Type.String()),
  last_status: nullable(Type.Integer({ description: 'Of the answer; null when there was none' })),
  last_error: nullable(Type.String()),
  created_at: Type.String(),
  ended_at: nullable(Type.String()),
})

export const DELIVERY_ID = '^[1-9][0-9]{0,17}$'

export function noDelivery(id: string): Refused {
  return new Refused('not_found', `no delivery with id: ${id}`)
}
