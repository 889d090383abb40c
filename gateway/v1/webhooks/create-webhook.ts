import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { Refused } from '../../errors.ts'
import { newSecret } from '../../webhooks/signature.ts'
import { createWebhook } from '../../webhooks/sql/webhooks.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { assertUrl, EventTypes, Secret, Url, WalletIds, Webhook, webhookWithId } from './webhook.ts'

const Body = Type.Object(
  { url: Url, event_types: EventTypes, wallet_ids: Type.Optional(WalletIds) },
  { additionalProperties: false },
)

const Created = Type.Object({ ...Webhook.properties, secret: Secret })

const validator = Compile(Body)

const WEBHOOKS_MAX = 1000

/** Answers with the secret, which is not shown again. */
export function createWebhookRoute(app: V1App, context: V1Context): void {
  const { pools, webhooks } = context
  const schema = documented({
    operationId: 'createWebhook',
    tags: ['webhooks'],
    summary: 'Make a webhook',
    description: 'It is told of what commits after this. The answer has its secret, which is shown once.',
    body: Body,
    response: { 201: Created },
    bodyExamples: { webhook: { url: 'https://hooks.example/walletmesh', event_types: ['operation.succeeded'] } },
    answerHeaders: ['Location'],
    problems: ['conflict'],
  })
  app.post('/webhooks', { schema, validatorCompiler: readByHandler }, async ({ body }, reply) => {
    const { url, event_types: eventTypes, wallet_ids: walletIds = null } = checkedBody(validator, body)
    assertUrl(url, context)
    const secret = newSecret()
    const id = await createWebhook(pools.writes, { url, secret, eventTypes, walletIds }, WEBHOOKS_MAX)
    if (id === null) throw new Refused('conflict', `there are ${WEBHOOKS_MAX} webhooks already`)
    webhooks.wake()
    reply.code(201).header('location', `/v1/webhooks/${id}`)
    return { ...(await webhookWithId(context, String(id))), secret }
  })
}
