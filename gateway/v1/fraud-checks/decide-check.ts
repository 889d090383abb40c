import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { decideChecks } from '../../../common/fraud/decide-checks.ts'
import { Refused } from '../../errors.ts'
import { isMessage } from '../../message.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { checkWithId, FraudCheck } from './check.ts'

const Body = component(
  'FraudDecision',
  Type.Object(
    {
      verdict: Type.Enum(['allow', 'reject']),
      reason: Type.String({
        description: 'Why, for whoever asks later: 1 to 140 characters without control characters',
      }),
    },
    { additionalProperties: false },
  ),
)

const validator = Compile(Body)

/** A person's verdict on a transfer that waits, be it for the rules or for a person. */
export function decideCheckRoute(app: V1App, context: V1Context): void {
  const { pools, screening } = context
  const schema = documented({
    operationId: 'decideFraudCheck',
    tags: ['fraud'],
    summary: 'Allow or reject a screened transfer',
    description:
      'Of a transfer that waits, be it for the rules or for a person. The receiver is credited, or the sender gets the money back; a verdict that comes late changes nothing.',
    params: UuidParams,
    body: Body,
    bodyExamples: { allow: { verdict: 'allow', reason: 'the customer confirmed it by phone' } },
    response: { 200: FraudCheck },
    problems: ['not_found', 'conflict'],
  })
  app.post('/fraud_checks/:id/decision', { schema, validatorCompiler: readByHandler }, async (request) => {
    const { id } = request.params
    const { verdict, reason: note } = checkedBody(validator, request.body)
    if (!isMessage(note)) {
      const detail = 'must be 1 to 140 characters, none of them a control character'
      throw new Refused('invalid', `/reason ${detail}`, [{ pointer: '/reason', code: 'invalid', detail }])
    }
    const { state } = await checkWithId(context, id)
    const [decided] = await decideChecks(pools.writes, [{ operationId: id, verdict, decidedBy: 'operator', note }])
    if (decided === undefined) {
      const { state: now } = await checkWithId(context, id)
      throw new Refused('conflict', `it was ${now} already: that stays`)
    }
    screening.decided(verdict, decided.group)
    context.log.info(
      { operation_id: id, request_id: request.id, was: state, verdict },
      'a person decided a screened transfer',
    )
    return checkWithId(context, id)
  })
}
