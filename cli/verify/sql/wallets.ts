import type { Client } from '../../../common/database/pool.ts'
import { rowKey, type WrongRow } from '../wrong-row.ts'

const BELOW_FLOOR =
  'select id, balance, held, floor from wallets where balance::numeric - held < floor order by id limit 1'

export async function findWalletBelowFloor(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ id: bigint; balance: bigint; held: bigint; floor: bigint }>(BELOW_FLOOR)
  const [row] = rows
  if (row === undefined) return null
  return {
    table: 'wallets',
    key: `wallet ${row.id}`,
    expected: row.held === 0n ? `a balance of ${row.floor} or more` : `${row.floor} or more that is available`,
    found: row.held === 0n ? `${row.balance}` : `${row.balance}, of which ${row.held} are held`,
  }
}

// In numeric: the sums of a changed ledger need not fit 64 bits.
const NOT_THE_SUM = `
  select id, w.balance, coalesce(f.amount, 0) + coalesce(p.sum, 0) as sum, coalesce(p.postings, 0) as postings, f.amount as forward
  from wallets w
  left join (select wallet_id as id, sum(amount) as sum, count(*) as postings from postings group by wallet_id) p using (id)
  left join brought_forward f on f.wallet_id = w.id
  where w.balance <> coalesce(f.amount, 0) + coalesce(p.sum, 0)
  order by id limit 1`

interface NotTheSum {
  id: bigint
  balance: bigint
  sum: string
  postings: bigint
  forward: string | null
}

export async function findWalletNotTheSum(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<NotTheSum>(NOT_THE_SUM)
  const [row] = rows
  if (row === undefined) return null
  return {
    table: 'wallets',
    key: `wallet ${row.id}`,
    expected:
      row.forward === null
        ? `a balance of ${row.sum}, the sum of its ${row.postings} postings`
        : `a balance of ${row.sum}: ${row.forward} brought forward and the sum of its ${row.postings} postings`,
    found: `${row.balance}`,
  }
}

interface PostingRow {
  wallet_id: bigint
  group_id: number
  journal_seq: bigint
  line: number
  amount: bigint
  currency: string
  balance: bigint
}

const postingKey = (row: PostingRow) => `${rowKey(row.group_id, row.journal_seq, row.line)} (wallet ${row.wallet_id})`

const OF_ANOTHER_CURRENCY = `
  select p.wallet_id, p.group_id, p.journal_seq, p.line, p.amount, p.currency, p.balance, w.currency as wallet_currency
  from postings p left join wallets w on w.id = p.wallet_id
  where w.currency is distinct from p.currency
  order by p.group_id, p.journal_seq, p.line limit 1`

/** A posting of a wallet that does not exist, or in another currency than its wallet's. */
export async function findPostingOfAnotherCurrency(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<PostingRow & { wallet_currency: string | null }>(OF_ANOTHER_CURRENCY)
  const [row] = rows
  if (row === undefined) return null
  const { wallet_currency: currency } = row
  const expected = currency === null ? 'a wallet that exists' : `${currency}, the wallet’s currency`
  return { table: 'postings', key: postingKey(row), expected, found: row.currency }
}

// In how many groups a wallet was decides what its postings can prove: within one group journals are in order, between
// groups no order was written down. Nor is there one between postings of detached months and others.
const MOVED = `
  moved as materialized (
    select wallet_id from postings group by wallet_id having min(group_id) <> max(group_id)
    union
    select wallet_id from brought_forward_ends
  )`

const NOT_CONTINUED = `
  with ${MOVED}
  select * from (
    select wallet_id, group_id, journal_seq, line, amount, currency, balance,
      lag(balance, 1, 0::bigint) over (partition by wallet_id order by group_id, journal_seq, line) as previous
    from postings
  ) p
  where previous::numeric + amount <> balance
    and not exists (select from moved where moved.wallet_id = p.wallet_id)
  order by group_id, journal_seq, line limit 1`

/** A posting whose balance is not the one of the wallet's posting before it plus its amount. */
export async function findPostingNotContinued(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<PostingRow & { previous: bigint }>(NOT_CONTINUED)
  const [row] = rows
  if (row === undefined) return null
  return {
    table: 'postings',
    key: postingKey(row),
    expected: `a balance of ${row.previous + row.amount}, which is ${row.previous} before and ${row.amount} more`,
    found: `${row.balance}`,
  }
}

// Each posting is a step from one balance to another. From 0 to the wallet's present balance there is an unbroken walk
// through all of them only if every balance in between is reached as often as it is left.
const WALK_BROKEN = `
  with ${MOVED}, ends as (
    select wallet_id, balance::numeric as at, 1 as reached from postings join moved using (wallet_id)
    union all
    select wallet_id, balance::numeric - amount, -1 from postings join moved using (wallet_id)
    union all
    select wallet_id, balance, reached from brought_forward_ends
    union all
    select wallet_id, 0, 1 from moved
    union all
    select m.wallet_id, w.balance, -1 from moved m join wallets w on w.id = m.wallet_id
  )
  select wallet_id, at, sum(reached) as reached from ends
  group by wallet_id, at having sum(reached) <> 0
  order by wallet_id, sum(reached), at limit 1`

const LEAVING = `
  select wallet_id, group_id, journal_seq, line, amount, currency, balance
  from postings where wallet_id = $1 and balance::numeric - amount = $2
  order by group_id, journal_seq, line limit 1`

/** The same of a wallet that was in several groups, whose postings have no order between groups. */
export async function findWalkBroken(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ wallet_id: bigint; at: string; reached: bigint }>(WALK_BROKEN)
  const [row] = rows
  if (row === undefined) return null
  const leaving = await client.query<PostingRow>(LEAVING, [row.wallet_id, row.at])
  const [posting] = leaving.rows
  if (posting === undefined) {
    const expected = `a balance that its last posting left, not ${row.at}`
    return { table: 'wallets', key: `wallet ${row.wallet_id}`, expected, found: row.at }
  }
  return {
    table: 'postings',
    key: postingKey(posting),
    expected: 'to start from a balance that another posting of the wallet left',
    found: `${posting.balance}, which is ${row.at} before and ${posting.amount} more`,
  }
}
