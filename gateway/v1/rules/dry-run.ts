import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { dryRun } from '../../screening/dry-run.ts'
import { Micros } from '../amount.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Time } from '../time.ts'
import { Uuid } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { conditionsOf, RuleConditions } from './rule.ts'

const DAYS_BY_DEFAULT = 7
const DAYS_MAX = 31

const Body = component(
  'RuleTrial',
  Type.Object(
    {
      rule: RuleConditions,
      days: Type.Optional(
        Type.Integer({ minimum: 1, maximum: DAYS_MAX, default: DAYS_BY_DEFAULT, description: 'How far to look back' }),
      ),
    },
    { additionalProperties: false },
  ),
)

const validator = Compile(Body)

const Trial = component(
  'RuleTrialResult',
  Type.Object({
    examined: Type.Integer({ description: 'Transfers that were looked at, newest first' }),
    selected: Type.Integer({ description: 'Those of them that would have waited for a verdict' }),
    fitting: Type.Integer({ description: 'Those of them that the rule fits' }),
    is_complete: Type.Boolean({
      description: 'Whether all transfers of the time were looked at, and not only the newest of them',
    }),
    transfers: Type.Array(
      Type.Object({
        operation_id: Uuid,
        origin_wallet_id: Type.Integer(),
        target_wallet_id: Type.Integer(),
        amount: Micros,
        currency: Type.String(),
        accepted_at: Time,
      }),
      { description: 'The newest that it fits, 100 at most' },
    ),
  }),
)

/** What conditions would have met in the last days. Changes nothing. */
export function dryRunRoute(app: V1App, { pools }: V1Context): void {
  const schema = documented({
    operationId: 'tryRule',
    tags: ['fraud'],
    summary: 'Try a rule on the past',
    description:
      'Tells which transfers of the last days its conditions fit, each as the ledger was then. Changes nothing.',
    body: Body,
    bodyExamples: { 'an exact amount': { rule: { amount_exactly: '600000' }, days: 7 } },
    response: { 200: Trial },
    problems: [],
  })
  app.post('/rules/dry_run', { schema, validatorCompiler: readByHandler }, async ({ body }) => {
    const { rule, days = DAYS_BY_DEFAULT } = checkedBody(validator, body)
    const { isComplete, transfers, ...counts } = await dryRun(pools.reads, conditionsOf(rule, undefined, '/rule'), days)
    return {
      ...counts,
      is_complete: isComplete,
      transfers: transfers.map(({ operationId, originId, targetId, amount, currency, acceptedAt }) => ({
        operation_id: operationId,
        origin_wallet_id: Number(originId),
        target_wallet_id: Number(targetId),
        amount: String(amount),
        currency,
        accepted_at: acceptedAt,
      })),
    }
  })
}
