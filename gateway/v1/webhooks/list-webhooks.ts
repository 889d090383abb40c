import Type from 'typebox'
import { readWebhooks } from '../../webhooks/sql/webhooks.ts'
import { parseKey } from '../cursor.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'
import { isWebhookId, Webhook } from './webhook.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const WebhookList = Type.Object({ webhooks: Type.Array(Webhook), next_cursor: NextCursor })

/** In order of id. */
export function listWebhooksRoute(app: V1App, { pools }: V1Context): void {
  const schema = documented({
    operationId: 'listWebhooks',
    tags: ['webhooks'],
    summary: 'List webhooks',
    description: 'In order of id.',
    querystring: Query,
    response: { 200: WebhookList },
    problems: [],
  })
  app.get('/webhooks', { schema }, async ({ query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const after = cursor === undefined ? 0 : Number(parseKey(cursor, (key) => isWebhookId(Number(key))))
    const found = await readWebhooks(pools.reads, after, limit + 1)
    const { entries, next_cursor } = pageOf(found, limit, ({ id }) => id)
    return { webhooks: entries, next_cursor }
  })
}
