import type { V1App, V1Context } from '../v1.ts'
import { createWebhookRoute } from './create-webhook.ts'
import { deleteWebhookRoute } from './delete-webhook.ts'
import { listDeliveriesRoute } from './list-deliveries.ts'
import { listWebhooksRoute } from './list-webhooks.ts'
import { readWebhookRoute } from './read-webhook.ts'
import { replayDeliveryRoute } from './replay-delivery.ts'
import { rotateSecretRoute } from './rotate-secret.ts'
import { testWebhookRoute } from './test-webhook.ts'
import { updateWebhookRoute } from './update-webhook.ts'

/** Webhooks, and what was or is to be sent to them. */
export function webhookRoutes(app: V1App, context: V1Context): void {
  listWebhooksRoute(app, context)
  createWebhookRoute(app, context)
  readWebhookRoute(app, context)
  updateWebhookRoute(app, context)
  deleteWebhookRoute(app, context)
  rotateSecretRoute(app, context)
  testWebhookRoute(app, context)
  listDeliveriesRoute(app, context)
  replayDeliveryRoute(app, context)
}
