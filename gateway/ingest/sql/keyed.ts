import { arrayLiteral } from '../../../common/database/arrays.ts'
import { BatchClaim } from '../../idempotency/claim.ts'
import type { Flaw, OperationRequest, RequestSet } from './queue-requests.ts'

/** What a statement that queues has more when it takes idempotency keys. */
export interface Keyed {
  /** Names of the requests as they are asked for, and of what is wrong with one. */
  request: string
  flaw: string
  /** Further arrays, and the columns that they are. */
  keys: string
  keyColumns: string
  /** Expressions that make `request`, with its `flaw`. */
  claims: string
}

/** Of a statement, for those that take keys. */
export interface KeyedStatement {
  /** How many parameters it has without keys. */
  parameters: number
  /** That of them which tells whether all of it is queued or nothing. */
  allOrNothing: string
  /** SQL of what a flaw tells of, after its name: see `BatchAnswer`. */
  told: string
}

export const WITHOUT_KEYS: Keyed = { request: 'request', flaw: 'flaw', keys: '', keyColumns: '', claims: '' }

const ASKED = { request: 'asked', flaw: 'unfit' }

// A key is taken by the statement that queues, so that there is never one without the other. Two transactions that take the same
// one meet in the index: the second waits for the first to commit, and then does nothing. Keys enter in their order, so that
// two batches with some keys in common do not wait for each other. What is unfit takes no key. It is 6 µs more for each operation.
export function withKeys({ parameters }: KeyedStatement): Keyed {
  return {
    ...ASKED,
    keys: `, $${parameters + 1}::uuid[], $${parameters + 2}::uuid[]`,
    keyColumns: ', key, key_request',
    claims: `, claimed as (
    insert into idempotency_keys (key, request, operation_id)
    select distinct on (key) key, key_request, operation_id from asked where unfit is null order by key, place
    on conflict (key) do nothing
    returning operation_id
  ), request as materialized (
    select asked.*, coalesce(unfit, case when operation_id not in (select operation_id from claimed) then 'taken' end) as flaw
    from asked
  )`,
  }
}

export function withBatchKey({ parameters, allOrNothing, told }: KeyedStatement): Keyed {
  const [key, request, refused] = [`$${parameters + 1}::uuid`, `$${parameters + 2}::uuid`, `$${parameters + 3}::jsonb`]
  return {
    ...ASKED,
    keys: '',
    keyColumns: '',
    claims: `, claim as materialized (
    select case when ${allOrNothing} then bool_and(unfit is null) else bool_or(unfit is null) end as sound,
      array_agg(case when unfit is null then operation_id end order by place) as operation_ids,
      jsonb_agg(jsonb_build_array(place - 1, unfit, ${told}) order by place) filter (where unfit is not null) as flaws
    from asked
  ), claimed as (
    insert into idempotency_keys (key, request, operation_ids, answer)
    select ${key}, ${request}, operation_ids,
      case when num_nonnulls(${refused}, flaws) > 0 then jsonb_build_object('refused', ${refused}, 'flaws', flaws) end
    from claim where sound
    on conflict (key) do nothing
    returning key
  ), request as materialized (
    select asked.*, coalesce(unfit,
      case when (select sound from claim) and not exists (select from claimed) then 'taken' end) as flaw
    from asked
  )`,
  }
}

/** What `answer` holds of a batch: what was refused before it was queued, and as it was. */
export interface BatchAnswer {
  refused: BatchClaim['refused'] | null
  /** By place among those that were to be queued; the wallet that is not there, or the hold, and the kind of what names the hold. */
  flaws: [place: number, flaw: Flaw, named: number | string | null, kind?: OperationRequest['kind']][] | null
}

/** Of the statements with one text: without keys, with one for each request, with one for all of them. */
export interface Texts {
  name: string
  plain: string
  keyed: string
  keyedBatch: string
}

export function textsOf(name: string, textOf: (keyed: Keyed) => string, statement: KeyedStatement): Texts {
  return {
    name,
    plain: textOf(WITHOUT_KEYS),
    keyed: textOf(withKeys(statement)),
    keyedBatch: textOf(withBatchKey(statement)),
  }
}

/** The one for these claims, under a name of its own. */
export function chosenText(
  { name, plain, keyed, keyedBatch }: Texts,
  claims: RequestSet['claims'],
): { name: string; text: string } {
  if (claims === null) return { name, text: plain }
  return claims instanceof BatchClaim
    ? { name: `${name}-keyed-batch`, text: keyedBatch }
    : { name: `${name}-keyed`, text: keyed }
}

export function claimValues(claims: RequestSet['claims']): (string | null)[] {
  if (claims === null) return []
  if (!(claims instanceof BatchClaim)) {
    return [arrayLiteral(claims.map(({ key }) => key)), arrayLiteral(claims.map(({ request }) => request))]
  }
  const { key, request, refused } = claims
  return [key, request, refused.length === 0 ? null : JSON.stringify(refused)]
}
