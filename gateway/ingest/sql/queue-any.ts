import { arrayLiteral } from '../../../common/database/arrays.ts'
import type { Statement } from '../../../common/database/one-sync.ts'
import { currencyPlaces } from './currency-places.ts'
import { chosenText, claimValues, type Keyed, textsOf } from './keyed.ts'
import type { RequestSet } from './queue-requests.ts'
import { VERDICTS } from './verdicts.ts'

// As `queue-requests`, but for every kind of operation between wallets, with messages, and screened: what only these need costs deposits
// and transfers nothing. A capture or a release takes its wallet, its currency and, unless it names one, its amount from the
// hold, whose row is there since the hold was asked for. The hold of a charge is none of theirs: it has no expiry.
const queueAnyText = ({ claims, request, flaw, keys, keyColumns }: Keyed) => `
  with ${request} as materialized (
    select r.operation_id, r.kind, r.origin_id, r.target_id, r.amount, r.related_id, r.expires_after_sec, r.screened, r.place${keyColumns},
      coalesce(o.group_id, t.group_id) as group_id, case when r.is_end then o.currency else r.currency end as currency,
      o.currency as origin_currency, $11::jsonb ->> (r.place - 1)::int as message,
      $13::jsonb ->> (r.place - 1)::int as request_id,
      case
        when r.is_end and r.hold_id is null then 'hold'
        when r.currency is null and not r.is_end then 'currency'
        when r.amount is null then 'amount'
        when r.kind <> 'deposit' and (o.id is null or o.bank_id is not null) then 'origin'
        when r.kind in ('deposit', 'transfer', 'capture') and (t.id is null or t.bank_id is not null) then 'target'
        when r.origin_id = r.target_id then 'self'
      end as ${flaw}
    from (
      select a.operation_id, a.kind, coalesce(a.origin_id, h.wallet_id) as origin_id, a.target_id, coalesce(a.amount, h.amount) as amount,
        a.related_id, a.expires_after_sec, a.screened, a.place${keyColumns}, h.operation_id as hold_id, a.kind in ('capture', 'release') as is_end, (
          select array_agg(c.code order by n)
          from unnest($7::text[]) with ordinality as named (code, n) left join currencies c on c.code = named.code
        )[a.currency_place] as currency
      from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::int[], $8::uuid[], $9::int[],
          $12::boolean[]${keys})
        with ordinality as a (operation_id, kind, origin_id, target_id, amount, currency_place, related_id, expires_after_sec,
          screened${keyColumns}, place)
      left join holds h on h.operation_id = a.related_id and h.expires_at is not null
    ) r
      left join wallets o on o.id = r.origin_id
      left join wallets t on t.id = r.target_id
  )${claims}, sound as materialized (
    select * from request where flaw is null and not ($10 and exists (select from request where flaw is not null))
  ), queued as (
    insert into queue (group_id, operation_id, kind, origin_id, target_id, amount, currency, related_id, screened, request_id)
    select group_id, operation_id, kind, origin_id, target_id, amount, currency, related_id, screened, request_id
    from sound order by place
  ), requested as (
    insert into holds (operation_id, wallet_id, amount, expires_at)
    select operation_id, origin_id, case when currency = origin_currency then amount end,
      now() + expires_after_sec * interval '1 second'
    from sound where kind = 'hold'
  ), said as (
    insert into operation_messages (operation_id, message)
    select operation_id, message from sound where message is not null
  )${VERDICTS}`

const TEXTS = textsOf('queue-any', queueAnyText, {
  parameters: 13,
  allOrNothing: '$10',
  told: `case when unfit = 'origin' then to_jsonb(origin_id) when unfit = 'target' then to_jsonb(target_id)
      when unfit in ('hold', 'amount') then to_jsonb(related_id) end, kind`,
})

/** Queues the requests in their order, each tagged with the group of the wallet that its first step changes. */
export function queueAny({ requests, allOrNothing, claims }: RequestSet): Statement {
  const currencies = currencyPlaces(requests)
  return {
    ...chosenText(TEXTS, claims),
    values: [
      arrayLiteral(requests.map((request) => request.operationId)),
      arrayLiteral(requests.map(({ kind, originId }) => kind ?? (originId === null ? 'deposit' : 'transfer'))),
      arrayLiteral(requests.map((request) => request.originId)),
      arrayLiteral(requests.map((request) => request.targetId)),
      arrayLiteral(requests.map((request) => request.amount)),
      arrayLiteral(currencies.places),
      arrayLiteral(currencies.codes),
      arrayLiteral(requests.map(({ holdId = null }) => holdId)),
      arrayLiteral(requests.map(({ expiresAfterSec = null }) => expiresAfterSec)),
      String(allOrNothing),
      JSON.stringify(requests.map(({ message = null }) => message)),
      arrayLiteral(requests.map(({ screened = false }) => String(screened))),
      JSON.stringify(requests.map(({ screened, requestId = null }) => (screened ? requestId : null))),
      ...claimValues(claims),
    ],
  }
}
