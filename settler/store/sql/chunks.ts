import { arrayLiteral, int8Array } from '../../../common/database/arrays.ts'
import type { Pool } from '../../../common/database/pool.ts'
import type { ChunkRange } from '../backend.ts'
import type { Chunk } from '../chunk.ts'

// One row for the whole chunk, which TOAST compresses; a row per line would be 30 bytes of header for 30 of content.
const INSERT = `
  insert into snapshot_chunks (snapshot_id, first_wallet_id, wallet_ids, bank_ids, accounts, balances)
  values ($1, $2, $3, $4, $5, $6)
  on conflict do nothing`

/** Returns false when the snapshot has a chunk from the same wallet on. */
export async function insertChunk(pool: Pool, id: string, chunk: Chunk): Promise<boolean> {
  const { rowCount } = await pool.query(INSERT, [
    id,
    chunk.walletIds[0],
    int8Array(chunk.walletIds),
    arrayLiteral(chunk.bankIds),
    chunk.accounts,
    int8Array(chunk.balances),
  ])
  return rowCount === 1
}

// As texts: the driver's conversion of an array takes ten times as long as these.
const SELECT = `
  select wallet_ids::text as wallets, bank_ids::text as banks, to_jsonb(accounts) as accounts, balances::text as balances
  from snapshot_chunks
  where snapshot_id = $1 and first_wallet_id = $2`

interface ChunkRow {
  wallets: string
  banks: string
  accounts: string[]
  balances: string
}

/** Null when there is none from this wallet on. */
export async function selectChunk(pool: Pool, id: string, firstWalletId: bigint): Promise<Chunk | null> {
  const { rows } = await pool.query<ChunkRow>(SELECT, [id, firstWalletId])
  const row = rows[0]
  if (row === undefined) return null
  return {
    walletIds: elements(row.wallets).map(BigInt),
    bankIds: elements(row.banks).map(Number),
    accounts: row.accounts,
    balances: elements(row.balances).map(BigInt),
  }
}

function elements(array: string): string[] {
  return array.slice(1, -1).split(',')
}

const RANGES = `
  select first_wallet_id as first, wallet_ids[cardinality(wallet_ids)] as last, cardinality(wallet_ids)::bigint as lines
  from snapshot_chunks
  where snapshot_id = $1
  order by first_wallet_id`

/** In order of wallet. */
export async function selectChunkRanges(pool: Pool, id: string): Promise<ChunkRange[]> {
  const { rows } = await pool.query<ChunkRange>(RANGES, [id])
  return rows.map(({ first, last, lines }) => ({ first, last, lines }))
}

export async function deleteChunks(client: Pick<Pool, 'query'>, id: string): Promise<void> {
  await client.query('delete from snapshot_chunks where snapshot_id = $1', [id])
}
