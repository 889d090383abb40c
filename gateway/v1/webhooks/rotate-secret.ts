import Type from 'typebox'
import { newSecret } from '../../webhooks/signature.ts'
import { rotateSecret } from '../../webhooks/sql/webhooks.ts'
import { assertNoBody } from '../body-parts.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { noWebhook, Secret, Webhook, WebhookParams, webhookWithId } from './webhook.ts'

const Rotated = Type.Object({ ...Webhook.properties, secret: Secret })

/** Answers with a new secret. What is sent is signed with both for a while. */
export function rotateSecretRoute(app: V1App, context: V1Context): void {
  const { pools, webhooks } = context
  const schema = documented({
    operationId: 'rotateWebhookSecret',
    tags: ['webhooks'],
    summary: 'Give a webhook another secret',
    description: 'The one before signs too for a while. The answer has the new one, which is shown once.',
    params: WebhookParams,
    response: { 200: Rotated },
    problems: ['not_found'],
  })
  app.post('/webhooks/:id/rotate', { schema }, async ({ params, body }) => {
    assertNoBody(body)
    const { id } = await webhookWithId(context, params.id)
    const secret = newSecret()
    if (!(await rotateSecret(pools.writes, id, secret, webhooks.settings.rotation))) throw noWebhook(params.id)
    return { ...(await webhookWithId(context, params.id)), secret }
  })
}
