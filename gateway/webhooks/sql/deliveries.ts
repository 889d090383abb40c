import type { Pool } from '../../../common/database/pool.ts'
import { RFC_3339 } from './fan-out.ts'

export type DeliveryState = 'pending' | 'delivered' | 'dead'

export interface Delivery {
  /** Digits. */
  id: string
  event_id: string
  event_type: string
  operation_id: string | null
  state: DeliveryState
  attempts: number
  /** Null when it is not waiting for one. */
  next_attempt_at: string | null
  last_attempt_at: string | null
  last_status: number | null
  last_error: string | null
  created_at: string
  ended_at: string | null
}

const COLUMNS = `
  seq::text as id, event_id, event_type, operation_id, state, attempts,
  case when state = 'pending' and not blocked then to_char(next_attempt_at at time zone 'UTC', '${RFC_3339}') end as next_attempt_at,
  to_char(last_attempt_at at time zone 'UTC', '${RFC_3339}') as last_attempt_at, last_status, last_error,
  to_char(created_at at time zone 'UTC', '${RFC_3339}') as created_at, to_char(ended_at at time zone 'UTC', '${RFC_3339}') as ended_at`

const READ = `
  select ${COLUMNS} from (
    select d.* from unnest($2::text[]) s (state) cross join lateral (
      select * from webhook_deliveries where webhook_id = $1 and state = s.state and seq < $3 order by seq desc limit $4) d
    order by d.seq desc limit $4) page
  order by seq desc`

export interface DeliveryPage {
  webhookId: number
  /** Undefined: all. */
  state: DeliveryState | undefined
  /** Null: from the newest on. */
  before: bigint | null
  limit: number
}

const STATES = ['pending', 'delivered', 'dead']
const AFTER_ALL = 2n ** 63n - 1n

/** Newest first. */
export async function readDeliveries(
  pool: Pool,
  { webhookId, state, before, limit }: DeliveryPage,
): Promise<Delivery[]> {
  const states = state === undefined ? STATES : [state]
  const { rows } = await pool.query<Delivery>({
    name: 'read-deliveries',
    text: READ,
    values: [webhookId, states, before ?? AFTER_ALL, limit],
  })
  return rows
}

const READ_ONE = `
  select ${COLUMNS} from webhook_deliveries d
  where seq = $1 and exists (select from webhooks where id = d.webhook_id and deleted_at is null)`

export async function readDelivery(pool: Pool, id: bigint): Promise<Delivery | null> {
  const { rows } = await pool.query<Delivery>({ name: 'read-delivery', text: READ_ONE, values: [id] })
  return rows[0] ?? null
}

// Under the row that also claiming holds, so that what is later in order is judged with it or without it.
const REPLAY = `
  with webhook as materialized (
    select id from webhooks where id = (select webhook_id from webhook_deliveries where seq = $1) and deleted_at is null
    for no key update)
  update webhook_deliveries d
  set state = 'pending', ended_at = null, next_attempt_at = now(), attempts_before = attempts, blocked = false
  from webhook w where d.seq = $1 and d.webhook_id = w.id and d.state = 'dead'`

/** Makes a dead delivery pending, with all of its attempts. Returns whether it was dead. */
export async function replayDelivery(pool: Pool, id: bigint): Promise<boolean> {
  const { rowCount } = await pool.query(REPLAY, [id])
  return rowCount === 1
}

const ADD_TEST = `
  insert into webhook_deliveries (webhook_id, event_id, event_type, event_at, data)
  select id, $2, 'webhook.test', now(), json_build_object('webhook_id', id)
  from webhooks where id = $1 and disabled_at is null
  returning seq`

/** Queues an event that only says that it works. Null when the webhook is disabled. */
export async function addTestDelivery(pool: Pool, webhookId: number, eventId: string): Promise<bigint | null> {
  const { rows } = await pool.query<{ seq: bigint }>(ADD_TEST, [webhookId, eventId])
  return rows[0]?.seq ?? null
}
