import type { Pool } from '../../../common/database/pool.ts'
import { transaction } from '../../../common/database/transaction.ts'
import { lockFanOut, RFC_3339, skipToHead, startAtHead } from './fan-out.ts'

export type EventType = 'operation.succeeded' | 'operation.declined' | 'settlement.approved' | 'settlement.settled'

export interface Webhook {
  id: number
  url: string
  event_types: EventType[]
  /** Null: everything. */
  wallet_ids: number[] | null
  disabled_at: string | null
  disabled_reason: 'asked' | 'gone' | null
  /** Until when the secret before the present one signs too; null when none does. */
  previous_secret_until: string | null
  created_at: string
}

export interface NewWebhook {
  url: string
  secret: string
  eventTypes: readonly EventType[]
  walletIds: readonly number[] | null
}

const COLUMNS = `
  id, url, event_types, wallet_ids, to_char(disabled_at at time zone 'UTC', '${RFC_3339}') as disabled_at, disabled_reason,
  case when previous_until > now() then to_char(previous_until at time zone 'UTC', '${RFC_3339}') end as previous_secret_until,
  to_char(created_at at time zone 'UTC', '${RFC_3339}') as created_at`

type Row = Omit<Webhook, 'wallet_ids'> & { wallet_ids: (string | bigint)[] | null }

function webhookOf({ wallet_ids, ...row }: Row): Webhook {
  return { ...row, wallet_ids: wallet_ids?.map(Number) ?? null }
}

const READ = `select ${COLUMNS} from webhooks where id > $1 and deleted_at is null order by id limit $2`

/** In order of id. */
export async function readWebhooks(pool: Pool, after: number, limit: number): Promise<Webhook[]> {
  const { rows } = await pool.query<Row>({ name: 'read-webhooks', text: READ, values: [after, limit] })
  return rows.map(webhookOf)
}

const READ_ONE = `select ${COLUMNS} from webhooks where id = $1 and deleted_at is null`

export async function readWebhook(pool: Pool, id: number): Promise<Webhook | null> {
  const { rows } = await pool.query<Row>({ name: 'read-webhook', text: READ_ONE, values: [id] })
  return rows[0] === undefined ? null : webhookOf(rows[0])
}

const CREATE = `
  insert into webhooks (url, secret, event_types, wallet_ids)
  select $1, $2, $3, $4 where (select count(*) from webhooks where deleted_at is null) < $5
  returning id`

/** Returns its id; null when there are so many already. It is told of what is committed from then on. */
export async function createWebhook(pool: Pool, webhook: NewWebhook, webhooksMax: number): Promise<number | null> {
  return transaction(pool, async (client) => {
    await lockFanOut(client)
    await skipToHead(client)
    const { rows } = await client.query<{ id: number }>(CREATE, [
      webhook.url,
      webhook.secret,
      webhook.eventTypes,
      webhook.walletIds,
      webhooksMax,
    ])
    const [made] = rows
    if (made === undefined) return null
    await startAtHead(client, made.id)
    return made.id
  })
}

export interface WebhookChanges {
  url?: string
  eventTypes?: readonly EventType[]
  walletIds?: readonly number[] | null
  disabled?: boolean
}

const UPDATE = `
  update webhooks set url = coalesce($2, url), event_types = coalesce($3, event_types),
    wallet_ids = case when $4 then $5 else wallet_ids end,
    disabled_at = case when $6 then coalesce(disabled_at, now()) when not $6 then null else disabled_at end,
    disabled_reason = case when $6 then coalesce(disabled_reason, 'asked') when not $6 then null else disabled_reason end
  where id = $1 and deleted_at is null
  returning id`

const IS_DISABLED =
  'select disabled_at is not null as disabled from webhooks where id = $1 and deleted_at is null for no key update'

/** Sets what is given. Once it is enabled again, it is told of what is committed from then on. */
export async function updateWebhook(pool: Pool, id: number, changes: WebhookChanges): Promise<void> {
  await transaction(pool, async (client) => {
    await lockFanOut(client)
    const { rows } = await client.query<{ disabled: boolean }>(IS_DISABLED, [id])
    if (rows[0]?.disabled === true && changes.disabled === false) {
      await skipToHead(client)
      await startAtHead(client, id)
    }
    await client.query(UPDATE, [
      id,
      changes.url ?? null,
      changes.eventTypes ?? null,
      changes.walletIds !== undefined,
      changes.walletIds ?? null,
      changes.disabled ?? null,
    ])
  })
}

const DELETE = `
  update webhooks
  set deleted_at = now(), disabled_at = coalesce(disabled_at, now()), disabled_reason = coalesce(disabled_reason, 'asked')
  where id = $1 and deleted_at is null`

/** It is not there any more for anybody; what is left of it is removed in the background. */
export async function deleteWebhook(pool: Pool, id: number): Promise<boolean> {
  const { rowCount } = await pool.query(DELETE, [id])
  return rowCount === 1
}

const ROTATE = `
  update webhooks set previous_secret = secret, previous_until = now() + $3 * interval '1 ms', secret = $2
  where id = $1 and deleted_at is null`

/** The present secret signs too for so long. */
export async function rotateSecret(pool: Pool, id: number, secret: string, overlapMs: number): Promise<boolean> {
  const { rowCount } = await pool.query(ROTATE, [id, secret, overlapMs])
  return rowCount === 1
}
