import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Webhook, WebhookParams, webhookWithId } from './webhook.ts'

export function readWebhookRoute(app: V1App, context: V1Context): void {
  const schema = documented({
    operationId: 'readWebhook',
    tags: ['webhooks'],
    summary: 'A webhook',
    description: 'Without its secret.',
    params: WebhookParams,
    response: { 200: Webhook },
    problems: ['not_found'],
  })
  app.get('/webhooks/:id', { schema }, async ({ params }) => webhookWithId(context, params.id))
}
