import Type from 'typebox'
import { Refused } from '../../errors.ts'
import { readCheck, type Check as StoredCheck } from '../../screening/sql/checks.ts'
import { Micros } from '../amount.ts'
import { nullable } from '../nullable.ts'
import { component, described } from '../openapi/component.ts'
import { Time } from '../time.ts'
import { Uuid } from '../uuid.ts'
import type { V1Context } from '../v1.ts'

export const CheckState = Type.Enum(['pending', 'review', 'allowed', 'rejected'], {
  description: '`pending`: waits for the rules. `review`: waits for a person',
})

export const FraudCheck = component(
  'FraudCheck',
  Type.Object({
    operation_id: described(Uuid, 'Of the transfer'),
    state: CheckState,
    origin_wallet_id: Type.Integer(),
    target_wallet_id: Type.Integer(),
    amount: described(Micros, 'What the request named'),
    currency: Type.String(),
    debit: described(Micros, 'What was taken from the origin, of its currency'),
    credit: described(Micros, 'What the target gets, of its currency, when it is allowed'),
    request_id: nullable(Type.String({ description: 'Of the request that asked for the transfer' })),
    accepted_at: Time,
    created_at: described(Time, 'When the origin was debited'),
    score: nullable(Type.Integer({ description: 'Of the risk, 0 to 100; null: the rules have not said' })),
    rule_id: nullable(Type.Integer({ description: 'The rule that decides; null: none fits' })),
    reasons: Type.Array(Type.String(), { description: 'A line for each rule that fits' }),
    screened_at: nullable(described(Time, 'When the rules said it')),
    decided_at: nullable(Time),
    decided_by: Type.Unsafe<StoredCheck['decided_by']>({
      type: ['string', 'null'],
      enum: ['rules', 'timeout', 'operator', null],
    }),
    note: nullable(Type.String({ description: 'What an operator said of it' })),
  }),
)

/** Refused with `not_found` when there is none. */
export async function checkWithId({ pools }: Pick<V1Context, 'pools'>, id: string): Promise<StoredCheck> {
  const check = await readCheck(pools.writes, id)
  if (check === null) throw new Refused('not_found', `no fraud check of an operation with id: ${id}`)
  return check
}
