import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Client, Pool } from '../../common/database/pool.ts'
import { transaction } from '../../common/database/transaction.ts'

/** A posting as a processor would have written it. */
export interface TestPosting {
  walletId: number
  /** Signed, in the wallet's currency. */
  amount: bigint
  currency: string
  requestedAmount?: bigint
  requestedCurrency?: string
  kind?: 'deposit' | 'transfer' | 'refund'
  operationId?: string
  acceptedAt: string
}

/** Writes one journal of group 1 with these postings, money for them from outside, and leaves balances alone. */
export async function writePostings(pool: Pool, postings: readonly TestPosting[]): Promise<void> {
  await transaction(pool, (client) => writeJournal(client, postings))
}

async function writeJournal(client: Client, postings: readonly TestPosting[]): Promise<void> {
  const { rows } = await client.query<{ seq: bigint; hash: Buffer }>(
    'select seq, hash from journals where group_id = 1 order by seq desc limit 1',
  )
  const seq = (rows[0]?.seq ?? 0n) + 1n
  await client.query(
    `insert into journals (group_id, seq, epoch, operations, postings, previous_hash, hash)
     values (1, $1, (select epoch from groups where id = 1), 0, $2, $3, $4)`,
    [seq, postings.length, rows[0]?.hash ?? Buffer.alloc(32), randomBytes(32)],
  )
  await writeWorld(client, seq, postings)
  const column = (value: (posting: TestPosting, line: number) => unknown) => postings.map(value)
  await client.query(
    `insert into postings (group_id, journal_seq, balance, wallet_id, accepted_at, operation_id, line, kind, amount, currency,
       requested_amount, requested_currency)
     select 1, $1, 0, * from unnest($2::bigint[], $3::timestamptz[], $4::uuid[], $5::int[], $6::text[], $7::bigint[],
       $8::text[], $9::bigint[], $10::text[])`,
    [
      seq,
      column(({ walletId }) => walletId),
      column(({ acceptedAt }) => acceptedAt),
      column(({ operationId }) => operationId ?? uuidv7()),
      column((_posting, line) => line + 1),
      column(({ kind }) => kind ?? 'deposit'),
      column(({ amount }) => amount),
      column(({ currency }) => currency),
      column(({ requestedAmount, amount }) => requestedAmount ?? (amount < 0n ? -amount : amount)),
      column(({ requestedCurrency, currency }) => requestedCurrency ?? currency),
    ],
  )
}

/** The other side, so that the journal sums to zero. */
async function writeWorld(client: Client, seq: bigint, postings: readonly TestPosting[]): Promise<void> {
  const sums = new Map<string, bigint>()
  for (const { currency, amount } of postings) sums.set(currency, (sums.get(currency) ?? 0n) - amount)
  for (const [currency, amount] of sums) {
    if (amount === 0n) continue
    await client.query(
      `with account as (
         insert into system_accounts (group_id, kind, currency, balance) values (1, 'world', $2, $3)
         on conflict (group_id, kind, currency) do update set balance = system_accounts.balance + excluded.balance
         returning balance)
       insert into system_postings (group_id, journal_seq, kind, currency, amount, balance)
       select 1, $1, 'world', $2, $3, balance from account`,
      [seq, currency, amount],
    )
  }
}
