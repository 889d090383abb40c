import Type from 'typebox'
import { listRules } from '../../screening/sql/rules.ts'
import { parseKey } from '../cursor.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'
import { answerOf, Rule } from './rule.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const Rules = component('Rules', Type.Object({ rules: Type.Array(Rule), next_cursor: NextCursor }))

/** In order of id. */
export function listRulesRoute(app: V1App, { pools }: V1Context): void {
  const schema = documented({
    operationId: 'listRules',
    tags: ['fraud'],
    summary: 'Rules of screening',
    description: 'In order of id.',
    querystring: Query,
    response: { 200: Rules },
    problems: [],
  })
  app.get('/rules', { schema }, async ({ query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const after = cursor === undefined ? 0 : Number(parseKey(cursor, (key) => /^\d{1,9}$/.test(key)))
    const found = await listRules(pools.reads, after, limit + 1)
    const { entries, next_cursor } = pageOf(found, limit, ({ id }) => id)
    return { rules: entries.map(answerOf), next_cursor }
  })
}
