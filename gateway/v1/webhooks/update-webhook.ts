import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { updateWebhook } from '../../webhooks/sql/webhooks.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { assertUrl, EventTypes, Url, WalletIds, Webhook, WebhookParams, webhookWithId } from './webhook.ts'

const Body = Type.Object(
  {
    url: Type.Optional(Url),
    event_types: Type.Optional(EventTypes),
    wallet_ids: Type.Optional(WalletIds),
    disabled: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, minProperties: 1 },
)

const validator = Compile(Body)

/** Changes what the body names. What was not told while it was disabled is not told later. */
export function updateWebhookRoute(app: V1App, context: V1Context): void {
  const { pools, webhooks } = context
  const schema = documented({
    operationId: 'updateWebhook',
    tags: ['webhooks'],
    summary: 'Change a webhook',
    description: 'What it was not told while it was disabled is not told later.',
    params: WebhookParams,
    body: Body,
    response: { 200: Webhook },
    bodyExamples: { disable: { disabled: true } },
    problems: ['not_found'],
  })
  app.patch('/webhooks/:id', { schema, validatorCompiler: readByHandler }, async ({ params, body }) => {
    const { url, event_types: eventTypes, wallet_ids: walletIds, disabled } = checkedBody(validator, body)
    assertUrl(url, context)
    const { id } = await webhookWithId(context, params.id)
    await updateWebhook(pools.writes, id, {
      ...(url === undefined ? {} : { url }),
      ...(eventTypes === undefined ? {} : { eventTypes }),
      ...(walletIds === undefined ? {} : { walletIds }),
      ...(disabled === undefined ? {} : { disabled }),
    })
    webhooks.wake()
    return webhookWithId(context, params.id)
  })
}
