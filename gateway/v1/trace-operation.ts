import Type from 'typebox'
import { OPERATION_KINDS } from '../../ledger/operation.ts'
import { readCheck } from '../screening/sql/checks.ts'
import { readOperationTrace } from '../sql/operation-trace.ts'
import { readOperation } from '../sql/read-operation.ts'
import { Micros } from './amount.ts'
import { CurrencyCode } from './currency-code.ts'
import { FraudCheck } from './fraud-checks/check.ts'
import { nullable } from './nullable.ts'
import { component, described } from './openapi/component.ts'
import { documented } from './openapi/documented.ts'
import { Operation, operationOf } from './operations.ts'
import { Time } from './time.ts'
import { UuidParams } from './uuid.ts'
import type { V1App, V1Context } from './v1.ts'
import { WalletId } from './wallet-id.ts'

const Digits = Type.String({ pattern: '^[0-9]+$' })

const Trace = component(
  'OperationTrace',
  Type.Object({
    operation: Operation,
    waiting: nullable(
      Type.Object(
        { group: Type.Integer(), place: Digits, step: Type.Enum(['apply', 'credit', 'refund']) },
        { description: 'The step that waits for its turn in the queue of a group' },
      ),
    ),
    fraud_check: nullable(FraudCheck),
    postings: Type.Array(
      Type.Object({
        wallet_id: WalletId,
        kind: Type.Enum([...OPERATION_KINDS, 'refund']),
        amount: described(Micros, 'Signed micro-units of the currency, as digits'),
        currency: CurrencyCode,
        balance: described(Micros, 'Of the wallet after it'),
        group: Type.Integer(),
        journal: Digits,
        line: Type.Integer({ description: 'Place in the journal, from 1' }),
      }),
    ),
    journals: Type.Array(
      Type.Object({
        group: Type.Integer(),
        journal: Digits,
        epoch: described(Digits, 'Of the lease under which it was committed'),
        hash: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the journal and of all before it' }),
        committed_at: Time,
      }),
    ),
    deliveries: Type.Array(
      Type.Object(
        {
          id: Digits,
          webhook_id: Type.Integer(),
          event_type: Type.String(),
          state: Type.Enum(['pending', 'delivered', 'dead']),
          attempts: Type.Integer(),
          last_status: nullable(Type.Integer()),
          ended_at: nullable(Time),
        },
        { description: 'What webhooks were told of it' },
      ),
    ),
  }),
)

const schema = documented({
  operationId: 'traceOperation',
  tags: ['operations'],
  summary: 'The whole story of an operation',
  description:
    'Where it waits, what screening said of it, every posting of it with its place in a journal, these journals, and what webhooks were told.',
  params: UuidParams,
  response: { 200: Trace },
  problems: ['not_found', 'gone'],
})

/** Everything that is known of an operation, in the order in which it happened. */
export function traceOperation(app: V1App, { pools }: V1Context): void {
  app.get('/operations/:id/trace', { schema }, async ({ params }) => {
    const operation = await readOperation(pools.reads, params.id)
    const [trace, check] = await Promise.all([
      readOperationTrace(pools.reads, operation),
      readCheck(pools.reads, operation.id),
    ])
    return { operation: operationOf(operation), ...trace, fraud_check: check }
  })
}
