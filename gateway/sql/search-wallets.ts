import { and, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool } from '../../common/database/pool.ts'
import { walletOwners, walletProfiles, wallets } from '../../common/database/schema.ts'
import type { WalletsRequest } from './list-wallets.ts'
import { WALLET, type WalletRow } from './read-wallet.ts'

export interface WalletSearch extends WalletsRequest {
  /** How the name begins, in any case; 100 characters at most. */
  name: string
}

/** As the index wallet_profiles_name has it. */
const NAME = sql`left(lower(${walletProfiles.name}), 100) collate "C"`

/**
 * Those whose name begins so, in order of name and then of id. A page reads so many entries of the index as it has, or all wallets of
 * the owner.
 */
export async function searchWallets(pool: Pool, { ownerId, after, limit, name }: WalletSearch): Promise<WalletRow[]> {
  // A range rather than LIKE: a prepared statement finds it in the index whatever the name is.
  const begins = sql`${NAME} >= lower(${name}) collate "C" and ${NAME} < (lower(${name}) || chr(1114111)) collate "C"`
  // Names never change, so that the id alone tells the place.
  const follows =
    after === 0
      ? undefined
      : sql`(${NAME}, ${walletProfiles.walletId}) > (
          (select left(lower(name), 100) collate "C" from wallet_profiles where wallet_id = ${after}), ${after}::bigint)`
  const owned = ownerId === 'all' ? undefined : eq(walletOwners.userId, ownerId)
  return drizzle(pool)
    .select(WALLET)
    .from(walletProfiles)
    .innerJoin(wallets, eq(wallets.id, walletProfiles.walletId))
    .leftJoin(walletOwners, eq(walletOwners.walletId, walletProfiles.walletId))
    .where(and(owned, begins, follows))
    .orderBy(sql`${NAME}, ${walletProfiles.walletId}`)
    .limit(limit)
}
