import Type from 'typebox'
import { deleteRule } from '../../screening/sql/rules.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { noRule, RuleParams, ruleWithId } from './rule.ts'

export function deleteRuleRoute(app: V1App, context: V1Context): void {
  const { pools, rules } = context
  const schema = documented({
    operationId: 'deleteRule',
    tags: ['fraud'],
    summary: 'Remove a rule of screening',
    description: 'What it said of transfers stays.',
    params: RuleParams,
    response: { 204: Type.Null({ description: 'It is removed' }) },
    problems: ['not_found'],
  })
  app.delete('/rules/:id', { schema }, async ({ params }, reply) => {
    const { id } = await ruleWithId(context, params.id)
    if (!(await deleteRule(pools.writes, id))) throw noRule(params.id)
    await rules.reload()
    return reply.code(204).send(null)
  })
}
