import { arrayLiteral, int8Array } from '../../../common/database/arrays.ts'
import type { Statement, TextRow } from '../../../common/database/one-sync.ts'
import type { BatchClaim, Claim } from '../../idempotency/claim.ts'
import { currencyPlaces } from './currency-places.ts'
import { chosenText, claimValues, type Keyed, textsOf } from './keyed.ts'
import { VERDICTS } from './verdicts.ts'

/** An operation as it is asked for, with the id that it will have. */
export interface OperationRequest {
  operationId: string
  /** Without it a deposit (no origin), or a transfer. */
  kind?: 'payment' | 'withdrawal' | 'hold' | 'capture' | 'release'
  /** Null: money from outside of the mesh, or the wallet of the hold. */
  originId: bigint | null
  /** Null where nothing is given to a wallet. */
  targetId: bigint | null
  /** Micro-units, 1 to 2^63 − 1. Null: all that the hold reserves. */
  amount: bigint | null
  /** A well-formed currency code, perhaps unknown. Null: the one of the hold's wallet. */
  currency: string | null
  /** Of a capture or a release: a UUID. */
  holdId?: string
  /** Of a hold; without it what the settings say. */
  expiresAfterSec?: number
  /** 1 to 140 characters, none of them a control character, well-formed. */
  message?: string
  /** Of a transfer: its credit waits for a verdict. */
  screened?: boolean
  /** Of the request that asks for it, 200 characters at most; kept with what is screened. */
  requestId?: string
}

/**
 * Which part of a request names something that does not exist, or cannot be: `amount`, a hold that waits to be converted does not
 * tell how much it is; `expiry`, a hold would last too long; `self`, a capture would give to the wallet that it takes from.
 */
export type Flaw = 'currency' | 'origin' | 'target' | 'hold' | 'amount' | 'expiry' | 'self'

/** Why a request is not queued: `taken` when another one has its idempotency key. */
export type Found = Flaw | 'taken'

/** Requests that one statement queues. */
export interface RequestSet {
  requests: readonly OperationRequest[]
  /** Whether all of them are payments; otherwise none is. */
  payments: boolean
  /** Whether there are others among them than deposits and transfers that are not screened and say nothing. */
  anyKind: boolean
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
  )${VERDICTS}`

const TEXTS = textsOf('queue-requests', queueRequestsText, {
  parameters: 8,
  allOrNothing: '$7',
  told: `case unfit when 'origin' then origin_id when 'target' then target_id end`,
})

/** Queues the requests in their order, each tagged with the group of the wallet that its first step changes. */
export function queueRequests({ requests, payments, allOrNothing, claims }: RequestSet): Statement {
  const currencies = currencyPlaces(requests)
  return {
    ...chosenText(TEXTS, claims),
    values: [
      arrayLiteral(requests.map((request) => request.operationId)),
      int8Array(requests.map((request) => request.originId)),
      int8Array(requests.map((request) => request.targetId)),
      int8Array(requests.map((request) => request.amount)),
      arrayLiteral(currencies.places),
      arrayLiteral(currencies.codes),
      String(allOrNothing),
      String(payments),
      ...claimValues(claims),
    ],
  }
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
