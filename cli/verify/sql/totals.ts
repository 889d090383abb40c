import type { Client } from '../../../common/database/pool.ts'

/** What there is of a currency, in micro-units; the five sum to zero. */
export interface CurrencyTotal {
  currency: string
  wallets: bigint
  world: bigint
  exchange: bigint
  transit: bigint
  settlement: bigint
}

const TOTALS = `
  select currency, sum(wallets) as wallets, sum(world) as world, sum(exchange) as exchange, sum(transit) as transit,
    sum(settlement) as settlement
  from (
    select currency, sum(balance) as wallets, 0 as world, 0 as exchange, 0 as transit, 0 as settlement
    from wallets group by currency
    union all
    select currency, 0,
      coalesce(sum(balance) filter (where kind = 'world'), 0),
      coalesce(sum(balance) filter (where kind = 'exchange'), 0),
      coalesce(sum(balance) filter (where kind = 'transit'), 0),
      coalesce(sum(balance) filter (where kind = 'settlement'), 0)
    from system_accounts group by currency
  ) t
  group by currency order by currency`

export async function readCurrencyTotals(client: Client): Promise<CurrencyTotal[]> {
  const { rows } = await client.query<Record<keyof CurrencyTotal, string>>(TOTALS)
  return rows.map((row) => ({
    currency: row.currency,
    wallets: BigInt(row.wallets),
    world: BigInt(row.world),
    exchange: BigInt(row.exchange),
    transit: BigInt(row.transit),
    settlement: BigInt(row.settlement),
  }))
}

export interface GroupRow {
  id: number
  epoch: bigint
  wallets: bigint
}

const GROUPS = `
  select g.id, g.epoch, coalesce(w.wallets, 0) as wallets
  from groups g
  left join (select group_id as id, count(*) as wallets from wallets group by group_id) w using (id)
  order by g.id`

export async function readGroups(client: Client): Promise<GroupRow[]> {
  const { rows } = await client.query<GroupRow>(GROUPS)
  return rows
}
