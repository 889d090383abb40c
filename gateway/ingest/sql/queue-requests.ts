import { arrayLiteral, int8Array } from '../../../common/database/arrays.ts'
import type { Statement, TextRow } from '../../../common/database/one-sync.ts'
import { BatchClaim, type Claim } from '../../idempotency/claim.ts'

/** A deposit (no origin), a transfer, or a payment between clearing accounts, with the id that its operation will have. */
export interface OperationRequest {
  operationId: string
  /** Null: money from outside of the mesh. */
  originId: bigint | null
  targetId: bigint
  /** Micro-units, 1 to 2^63 − 1. */
  amount: bigint
  /** A well-formed currency code, perhaps unknown. */
  currency: string
  /** Of a payment alone. */
  kind?: 'payment'
}

/** Which part of a request names something that does not exist. */
export type Flaw = 'currency' | 'origin' | 'target'

/** Why a request is not queued: `taken` when another one has its idempotency key. */
export type Found = Flaw | 'taken'

/** Requests that one statement queues. */
export interface RequestSet {
  requests: readonly OperationRequest[]
  /** Whether all of them are payments; otherwise none is. */
  payments: boolean
  /** Whether nothing is queued when one of them has a flaw. */
  allOrNothing: boolean
  /** Of idempotency keys: one for each request, one for all of them, or none. */
  claims: readonly Claim[] | BatchClaim | null
}

export interface SetVerdict {
  /** Groups that got work. */
  groups: number[]
  /** By place in the set. */
  flaws: Map<number, Found>
}

// One statement for the whole batch, whatever its size. Of the server's time, about 200 µs for the commit and 7 for each operation,
// half of them for the new row with its two indexes and its checks, most of the rest for the look-ups of its wallets. Ingest sessions plan it once, as look-ups by key. Inserting in the order of the array hands
// out seq in that order. One row comes back, not one per request. Currencies come as the place of each in a short list, which is
// looked up once: a look-up for each request took 0.5 µs more. A clearing account is no wallet for what is no payment, and the
// other way round.
const queueRequestsText = ({ claims, request, flaw, keys, keyColumns }: Keyed) => `
  with ${request} as materialized (
    select r.*, coalesce(o.group_id, t.group_id) as group_id,
      case
        when r.currency is null then 'currency'
        when r.origin_id is not null and (o.id is null or (o.bank_id is not null) <> $8) then 'origin'
        when t.id is null or (t.bank_id is not null) <> $8 then 'target'
      end as ${flaw}
    from (
      select operation_id, origin_id, target_id, amount, place${keyColumns}, (
          select array_agg(c.code order by n)
          from unnest($6::text[]) with ordinality as named (code, n) left join currencies c on c.code = named.code
        )[currency_place] as currency
      from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::int[]${keys})
        with ordinality as array_of (operation_id, origin_id, target_id, amount, currency_place${keyColumns}, place)
    ) r
      left join wallets o on o.id = r.origin_id
      left join wallets t on t.id = r.target_id
  )${claims}, queued as (
    insert into queue (group_id, operation_id, kind, origin_id, target_id, amount, currency)
    select group_id, operation_id, case when $8 then 'payment' when origin_id is null then 'deposit' else 'transfer' end,
      origin_id, target_id, amount, currency
    from request
    where flaw is null and not ($7 and exists (select from request where flaw is not null))
    order by place
  )
  select
    array_agg(distinct group_id) filter (where flaw is null) as groups,
    array_agg(place - 1 order by place) filter (where flaw is not null) as places,
    array_agg(flaw order by place) filter (where flaw is not null) as flaws
  from request`

/** What a statement has more that takes idempotency keys. */
interface Keyed {
  request: string
  flaw: string
  keys: string
  keyColumns: string
  claims: string
}

const QUEUE_REQUESTS = queueRequestsText({ request: 'request', flaw: 'flaw', keys: '', keyColumns: '', claims: '' })

const ASKED = { request: 'asked', flaw: 'unfit' }

// A key is taken by the statement that queues, so that there is never one without the other. Two transactions that take the same
// one meet in the index: the second waits for the first to commit, and then does nothing. Keys enter in their order, so that
// two batches with some keys in common do not wait for each other. What is unfit takes no key. It is 6 µs more for each operation.
const QUEUE_KEYED_REQUESTS = queueRequestsText({
  ...ASKED,
  keys: ', $9::uuid[], $10::uuid[]',
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
})

const QUEUE_KEYED_BATCH = queueRequestsText({
  ...ASKED,
  keys: '',
  keyColumns: '',
  claims: `, claim as materialized (
    select case when $7 then bool_and(unfit is null) else bool_or(unfit is null) end as sound,
      array_agg(case when unfit is null then operation_id end order by place) as operation_ids,
      jsonb_agg(jsonb_build_array(place - 1, unfit, case unfit when 'origin' then origin_id when 'target' then target_id end) order by place)
        filter (where unfit is not null) as flaws
    from asked
  ), claimed as (
    insert into idempotency_keys (key, request, operation_ids, answer)
    select $9::uuid, $10::uuid, operation_ids,
      case when num_nonnulls($11::jsonb, flaws) > 0 then jsonb_build_object('refused', $11::jsonb, 'flaws', flaws) end
    from claim where sound
    on conflict (key) do nothing
    returning key
  ), request as materialized (
    select asked.*, coalesce(unfit,
      case when (select sound from claim) and not exists (select from claimed) then 'taken' end) as flaw
    from asked
  )`,
})

/** What `answer` holds of a batch: what was refused before it was queued, and as it was. */
export interface BatchAnswer {
  refused: BatchClaim['refused'] | null
  /** By place among those that were to be queued; the wallet that is not there. */
  flaws: [place: number, flaw: Flaw, walletId: number | null][] | null
}

/** Queues the requests in their order, each tagged with the group of the wallet that its first step changes. */
export function queueRequests({ requests, payments, allOrNothing, claims }: RequestSet): Statement {
  const places = new Map<string, number>()
  const currencyPlaces = requests.map(({ currency }) => {
    const place = places.get(currency) ?? places.size + 1
    places.set(currency, place)
    return place
  })
  return {
    ...textOf(claims),
    values: [
      arrayLiteral(requests.map((request) => request.operationId)),
      int8Array(requests.map((request) => request.originId)),
      int8Array(requests.map((request) => request.targetId)),
      int8Array(requests.map((request) => request.amount)),
      arrayLiteral(currencyPlaces),
      arrayLiteral([...places.keys()]),
      String(allOrNothing),
      String(payments),
      ...claimValues(claims),
    ],
  }
}

function textOf(claims: RequestSet['claims']): Pick<Statement, 'name' | 'text'> {
  if (claims === null) return { name: 'queue-requests', text: QUEUE_REQUESTS }
  return claims instanceof BatchClaim
    ? { name: 'queue-keyed-batch', text: QUEUE_KEYED_BATCH }
    : { name: 'queue-keyed-requests', text: QUEUE_KEYED_REQUESTS }
}

function claimValues(claims: RequestSet['claims']): (string | null)[] {
  if (claims === null) return []
  if (!(claims instanceof BatchClaim)) {
    return [arrayLiteral(claims.map(({ key }) => key)), arrayLiteral(claims.map(({ request }) => request))]
  }
  const { key, request, refused } = claims
  return [key, request, refused.length === 0 ? null : JSON.stringify(refused)]
}

/** What `queueRequests` answered. */
export function verdictOf([row]: readonly TextRow[], set: RequestSet | undefined): SetVerdict {
  const [groups = null, places = null, flaws = null] = row ?? []
  const found = elements(flaws)
  const byPlace = new Map(elements(places).map((place, i) => [Number(place), found[i] as Found]))
  const isQueued = set?.allOrNothing === false || byPlace.size === 0
  return { groups: isQueued ? elements(groups).map(Number) : [], flaws: byPlace }
}

/** Of an array of numbers or words. */
function elements(array: string | null): string[] {
  return array === null ? [] : array.slice(1, -1).split(',')
}
