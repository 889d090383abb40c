import type { Client } from '../../../common/database/pool.ts'
import { countReversalsUnchecked } from './reversals.ts'
import { countSettlementsUnchecked } from './settlements.ts'

/** What was proved of clearing. */
export interface ClearingTotal {
  /** That have an account. */
  banks: bigint
  accounts: bigint
  /** Micro-units of USD that are owed to banks, and that banks owe; what the settlement account holds is the difference. */
  owedToBanks: bigint
  owedByBanks: bigint
  reversals: bigint
  /** Snapshots that were settled. */
  settled: bigint
  /** That could be proved in part only, as some of their operations are in detached months. */
  unchecked: { reversals: bigint; settlements: bigint }
}

const TOTALS = `
  with positions as (
    select sum(balance) as amount from bank_positions group by bank_id
  )
  select (select count(distinct bank_id) from clearing_accounts) as banks,
    (select count(*) from clearing_accounts) as accounts,
    (select coalesce(sum(amount) filter (where amount > 0), 0) from positions) as owed_to_banks,
    (select coalesce(-sum(amount) filter (where amount < 0), 0) from positions) as owed_by_banks,
    (select count(*) from reversals) as reversals,
    (select count(*) from snapshots where state = 'settled') as settled`

interface Row {
  banks: bigint
  accounts: bigint
  owed_to_banks: string
  owed_by_banks: string
  reversals: bigint
  settled: bigint
}

/** To be read when everything is right: what is missing then is in detached months. */
export async function readClearingTotal(client: Client): Promise<ClearingTotal> {
  const { rows } = await client.query<Row>(TOTALS)
  const [row] = rows
  if (row === undefined) throw new Error('a query of sums gave no row')
  const { banks, accounts, reversals, settled } = row
  return {
    ...{ banks, accounts, reversals, settled },
    owedToBanks: BigInt(row.owed_to_banks),
    owedByBanks: BigInt(row.owed_by_banks),
    unchecked: {
      reversals: await countReversalsUnchecked(client),
      settlements: await countSettlementsUnchecked(client),
    },
  }
}
