import { Compile } from 'typebox/compile'
import { Refused } from '../../errors.ts'
import { createRule } from '../../screening/sql/rules.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { answerOf, conditionsOf, NewRuleBody, Rule, refusalOf } from './rule.ts'

const validator = Compile(NewRuleBody)

const RULES_MAX = 1_000

/** The transfers that it concerns wait for a verdict from the answer on at this gateway, and a moment later at all others. */
export function createRuleRoute(app: V1App, { pools, rules }: V1Context): void {
  const schema = documented({
    operationId: 'createRule',
    tags: ['fraud'],
    summary: 'Set a rule of screening',
    description:
      'A rule fits a transfer when all its conditions are met. Transfers that no enabled rule could fit are not screened.',
    body: NewRuleBody,
    bodyExamples: {
      'an exact amount': { name: '60 cents', verdict: 'reject', score: 87, amount_exactly: '600000' },
      'many transfers': {
        name: 'busy senders',
        verdict: 'review',
        score: 40,
        window_sec: 600,
        window_count_at_least: 20,
      },
    },
    response: { 201: Rule },
    answerHeaders: ['Location'],
    problems: ['already_exists', 'conflict'],
  })
  app.post('/rules', { schema, validatorCompiler: readByHandler }, async ({ body }, reply) => {
    const { name, verdict, score, enabled = true, priority = 100, ...conditions } = checkedBody(validator, body)
    const rule = { name, verdict, score, enabled, priority, ...conditionsOf(conditions) }
    const made = await createRule(pools.writes, rule, RULES_MAX).catch((error: unknown) => {
      throw refusalOf(error, rule)
    })
    if (made === null) throw new Refused('conflict', `there are ${RULES_MAX} rules already`)
    await rules.reload()
    reply.code(201).header('location', `/v1/rules/${made.id}`)
    return answerOf(made)
  })
}
