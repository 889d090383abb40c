import Type from 'typebox'
import { deleteWebhook } from '../../webhooks/sql/webhooks.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { noWebhook, WebhookParams, webhookWithId } from './webhook.ts'

/** Nothing more is sent to it, also nothing that waits. */
export function deleteWebhookRoute(app: V1App, context: V1Context): void {
  const { pools } = context
  const schema = documented({
    operationId: 'deleteWebhook',
    tags: ['webhooks'],
    summary: 'Remove a webhook',
    description: 'What it was not told yet is not told.',
    params: WebhookParams,
    response: { 204: Type.Null({ description: 'It is removed' }) },
    problems: ['not_found'],
  })
  app.delete('/webhooks/:id', { schema }, async ({ params }, reply) => {
    const { id } = await webhookWithId(context, params.id)
    if (!(await deleteWebhook(pools.writes, id))) throw noWebhook(params.id)
    return reply.code(204).send(null)
  })
}
