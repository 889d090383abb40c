/**
 * What a period of a wallet consists of, as `with` queries. `period` must be there, one row of `starts` and `ends`; $1 is the wallet.
 *
 * - `summed`: the whole hours of the period that have sums in posting_hours
 * - `unsummed`: the times between them, whose postings have to be read, from `starts` to before `ends`
 *
 * A quiet wallet has no sums: its period is one row of `unsummed`.
 */
export const HOURS_OF_PERIOD = `
  summed as materialized (
    select h.* from posting_hours h, period p
    where h.wallet_id = $1 and h.hour >= p.starts and h.hour <= p.ends - interval '1 hour'
  ), unsummed as (
    select starts, ends from (
      select coalesce(lag(hour) over (order by hour) + interval '1 hour', p.starts) as starts, hour as ends
      from (select distinct hour from summed) h, period p
      union all
      select coalesce((select max(hour) from summed) + interval '1 hour', p.starts), p.ends from period p
    ) u where starts < ends
  )`
