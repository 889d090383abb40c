import type { Queryable } from './users.ts'
import { utcText } from './utc-text.ts'

export type ActorKind = 'user' | 'key' | 'open' | 'command' | 'nobody'

/** One thing that was done, or refused. */
export interface AuditEntry {
  actor: { kind: ActorKind; id: string | null }
  /** Such as `user.create`. */
  action: string
  target?: { kind: string; id: string } | undefined
  /** Why it was refused; null when it was done. */
  refusedFor?: string | null
  /** What changed. Never a secret. */
  details?: Readonly<Record<string, unknown>>
  requestId?: string | undefined
  /** IP address that it came from. */
  address?: string | undefined
}

const RECORD = `
  insert into audit (actor_kind, actor_id, action, target_kind, target_id, outcome, reason, details, request_id, address)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

/** In the transaction of what it tells of: both happened, or neither. */
export async function recordAudit(client: Queryable, entry: AuditEntry): Promise<void> {
  const { actor, action, target, refusedFor = null, details, requestId, address } = entry
  await client.query(RECORD, [
    actor.kind,
    actor.id,
    action,
    target?.kind ?? null,
    target?.id ?? null,
    refusedFor === null ? 'done' : 'refused',
    refusedFor,
    details === undefined ? null : JSON.stringify(details),
    requestId ?? null,
    address ?? null,
  ])
}

export interface AuditRow {
  id: bigint
  at: string
  actor_kind: ActorKind
  actor_id: string | null
  action: string
  target_kind: string | null
  target_id: string | null
  outcome: 'done' | 'refused'
  reason: string | null
  details: Record<string, unknown> | null
  request_id: string | null
  address: string | null
}

const LIST_AUDIT = `
  select id, ${utcText('at')} as at, actor_kind, actor_id, action, target_kind, target_id, outcome, reason, details, request_id,
    host(address) as address
  from audit where $1::bigint is null or id < $1 order by id desc limit $2`

/** Newest first, before the entry with the id `before`. */
export async function listAudit(client: Queryable, before: bigint | null, limit: number): Promise<AuditRow[]> {
  const { rows } = await client.query<AuditRow>(LIST_AUDIT, [before, limit])
  return rows
}
