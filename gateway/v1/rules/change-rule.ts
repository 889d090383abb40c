import { Compile } from 'typebox/compile'
import { Refused } from '../../errors.ts'
import { changeRule } from '../../screening/sql/rules.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { answerOf, conditionsOf, Rule, RuleChanges, RuleParams, refusalOf, ruleWithId } from './rule.ts'

const validator = Compile(RuleChanges)

/** Changes what the body names; null takes a condition away. */
export function changeRuleRoute(app: V1App, context: V1Context): void {
  const { pools, rules } = context
  const schema = documented({
    operationId: 'changeRule',
    tags: ['fraud'],
    summary: 'Change a rule of screening',
    description:
      'Changes what the body names; null takes a condition away. Transfers that wait are judged by what the rules are then.',
    params: RuleParams,
    body: RuleChanges,
    bodyExamples: { disable: { enabled: false } },
    response: { 200: Rule },
    problems: ['not_found', 'already_exists', 'conflict'],
  })
  app.patch('/rules/:id', { schema, validatorCompiler: readByHandler }, async ({ params, body }) => {
    const before = await ruleWithId(context, params.id)
    const { name, verdict, score, enabled, priority, ...conditions } = checkedBody(validator, body)
    const after = {
      name: name ?? before.name,
      verdict: verdict ?? before.verdict,
      score: score ?? before.score,
      enabled: enabled ?? before.enabled,
      priority: priority ?? before.priority,
      ...conditionsOf(conditions, before),
    }
    const changed = await changeRule(pools.writes, before, after).catch((error: unknown) => {
      throw refusalOf(error, after)
    })
    if (changed === null)
      throw new Refused('conflict', `rule ${params.id} was changed at the same time: look at it again`)
    await rules.reload()
    return answerOf(changed)
  })
}
