import Type from 'typebox'
import { type BodyPart, Refused } from '../../errors.ts'
import { urlFlaw } from '../../webhooks/endpoint-url.ts'
import { readWebhook, type Webhook as StoredWebhook } from '../../webhooks/sql/webhooks.ts'
import { described } from '../openapi/component.ts'
import type { V1Context } from '../v1.ts'
import { PathId } from '../wallet-id.ts'

const nullable = <T extends ReturnType<typeof Type.String>>(type: T) => Type.Union([type, Type.Null()])

const EventTypeName = Type.Enum([
  'operation.succeeded',
  'operation.declined',
  'settlement.approved',
  'settlement.settled',
])

export const EventTypes = Type.Array(EventTypeName, { minItems: 1, maxItems: 4, uniqueItems: true })

export const WalletIds = Type.Union([
  Type.Array(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), {
    minItems: 1,
    maxItems: 1000,
    uniqueItems: true,
    description: 'Only operations of these wallets are told, and no settlements',
  }),
  Type.Null(),
])

export const Url = Type.String({ description: 'Where to post events; HTTPS, without credentials' })

export const Webhook = Type.Object({
  id: Type.Integer(),
  url: Type.String(),
  event_types: Type.Array(EventTypeName),
  wallet_ids: Type.Union([Type.Array(Type.Integer()), Type.Null()]),
  disabled_at: nullable(Type.String()),
  disabled_reason: Type.Union([
    Type.Enum(['asked', 'gone'], { description: 'asked: by a request. gone: its server answered 410' }),
    Type.Null(),
  ]),
  previous_secret_until: nullable(Type.String({ description: 'Until when the secret before signs too' })),
  created_at: Type.String(),
})

export const Secret = Type.String({ description: 'Signs what is sent; shown here alone' })

const ID_MAX = 2 ** 31 - 1

export const WebhookParams = Type.Object({ id: described(PathId, 'The webhook’s id') })

export function isWebhookId(id: number): boolean {
  return Number.isInteger(id) && id > 0 && id <= ID_MAX
}

/** Refused when there is none. */
export async function webhookWithId({ pools }: Pick<V1Context, 'pools'>, id: string): Promise<StoredWebhook> {
  const webhook = isWebhookId(Number(id)) ? await readWebhook(pools.reads, Number(id)) : null
  if (webhook === null) throw noWebhook(id)
  return webhook
}

export function noWebhook(id: string): Refused {
  return new Refused('not_found', `no webhook with id: ${id}`)
}

/** Refuses a URL that nothing would be sent to. */
export function assertUrl(url: string | undefined, { webhooks }: Pick<V1Context, 'webhooks'>): void {
  const detail = url === undefined ? null : urlFlaw(url, webhooks.settings)
  if (detail === null) return
  const part: BodyPart = { pointer: '/url', code: 'invalid', detail }
  throw new Refused('invalid', `/url ${detail}`, [part])
}
