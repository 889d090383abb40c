import { and, asc, eq, gt } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool } from '../../common/database/pool.ts'
import { walletOwners, walletProfiles, wallets } from '../../common/database/schema.ts'
import { WALLET, type WalletRow } from './read-wallet.ts'

export interface WalletsRequest {
  /** A user's, or everybody's and nobody's. */
  ownerId: string | 'all'
  /** The id of the last wallet before. */
  after: number
  limit: number
}

/** In order of id. */
export async function listWallets(pool: Pool, { ownerId, after, limit }: WalletsRequest): Promise<WalletRow[]> {
  if (ownerId === 'all') {
    return drizzle(pool)
      .select(WALLET)
      .from(wallets)
      .leftJoin(walletProfiles, eq(walletProfiles.walletId, wallets.id))
      .leftJoin(walletOwners, eq(walletOwners.walletId, wallets.id))
      .where(gt(wallets.id, after))
      .orderBy(asc(wallets.id))
      .limit(limit)
  }
  return drizzle(pool)
    .select(WALLET)
    .from(walletOwners)
    .innerJoin(wallets, eq(wallets.id, walletOwners.walletId))
    .leftJoin(walletProfiles, eq(walletProfiles.walletId, wallets.id))
    .where(and(eq(walletOwners.userId, ownerId), gt(walletOwners.walletId, after)))
    .orderBy(asc(walletOwners.walletId))
    .limit(limit)
}
