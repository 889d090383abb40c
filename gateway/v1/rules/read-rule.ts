import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { answerOf, Rule, RuleParams, ruleWithId } from './rule.ts'

export function readRuleRoute(app: V1App, context: V1Context): void {
  const schema = documented({
    operationId: 'readRule',
    tags: ['fraud'],
    summary: 'A rule of screening',
    description: 'As it is now.',
    params: RuleParams,
    response: { 200: Rule },
    problems: ['not_found'],
  })
  app.get('/rules/:id', { schema }, async ({ params }) => answerOf(await ruleWithId(context, params.id)))
}
