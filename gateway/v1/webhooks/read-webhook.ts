import type { V1App, V1Context } from '../v1.ts'
import { Webhook, WebhookParams, webhookWithId } from './webhook.ts'

export function readWebhookRoute(app: V1App, context: V1Context): void {
  const schema = { params: WebhookParams, response: { 200: Webhook } }
  app.get('/webhooks/:id', { schema }, async ({ params }) => webhookWithId(context, params.id))
}
