import { arrayLiteral } from '../database/arrays.ts'
import type { Client, Pool } from '../database/pool.ts'
import type { AskedTransfer, Conditions } from './rule.ts'

/** A transfer that was accepted. */
export interface AcceptedTransfer extends AskedTransfer {
  operationId: string
  /** As Postgres reads it. */
  acceptedAt: string
}

/** What the ledger tells of a transfer for the rules. */
export interface Facts {
  /** Of the sender's wallet; null: there is no such wallet. */
  currency: string | null
  /** Null: nobody asked. */
  isFirstPayment: boolean | null
  /** By seconds up to and with the transfer: what the sender transferred, in micro-units of its wallet's currency, and how often. */
  windows: ReadonlyMap<number, { sum: bigint; count: number }>
}

/** Transfers of a sender that are looked at, the newest: of a busier one the older ones count for nothing. */
export const TRANSFERS_MAX = 10_000

// The index of postings is by wallet and time, so each window is one stretch of it. What was refused later counts too: who is refused
// tries again.
const FACTS = `
  select o.currency,
    case when $6 then not exists (
      select from (
        select operation_id from postings
        where wallet_id = t.origin_id and accepted_at <= t.accepted_at and kind = 'transfer' and amount < 0 and operation_id <> t.operation_id
        order by accepted_at desc limit ${TRANSFERS_MAX}
      ) p join operations e on e.id = p.operation_id
      where e.target_id = t.target_id and e.status = 'success'
    ) end as first,
    (
      select json_agg(json_build_array(w.sec, s.sum::text, s.count))
      from unnest($5::int[]) as w (sec) cross join lateral (
        select coalesce(-sum(amount), 0) as sum, count(*) as count
        from (
          select amount from postings
          where wallet_id = t.origin_id and accepted_at <= t.accepted_at and accepted_at > t.accepted_at - w.sec * interval '1 second'
            and kind = 'transfer' and amount < 0
          order by accepted_at desc limit ${TRANSFERS_MAX}
        ) p
      ) s
    ) as windows
  from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::timestamptz[]) with ordinality
    as t (operation_id, origin_id, target_id, accepted_at, place)
  left join wallets o on o.id = t.origin_id
  order by t.place`

interface Row {
  currency: string | null
  first: boolean | null
  windows: [sec: number, sum: string, count: number][] | null
}

/** What these rules need to know of the transfers, in their order. The transfers are debited. */
export async function readFacts(
  pool: Client | Pool,
  transfers: readonly AcceptedTransfer[],
  rules: readonly Conditions[],
): Promise<Facts[]> {
  const windows = new Set(rules.flatMap(({ windowSec }) => (windowSec === null ? [] : [windowSec])))
  const { rows } = await pool.query<Row>({
    name: 'fraud-facts',
    text: FACTS,
    values: [
      arrayLiteral(transfers.map(({ operationId }) => operationId)),
      arrayLiteral(transfers.map(({ originId }) => originId)),
      arrayLiteral(transfers.map(({ targetId }) => targetId)),
      transfers.map(({ acceptedAt }) => acceptedAt),
      arrayLiteral([...windows]),
      rules.some(({ firstPayment }) => firstPayment),
    ],
  })
  return rows.map(({ currency, first, windows: found }) => ({
    currency,
    isFirstPayment: first,
    windows: new Map((found ?? []).map(([sec, sum, count]) => [sec, { sum: BigInt(sum), count }])),
  }))
}
