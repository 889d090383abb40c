import { eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { Client, Pool } from '../../common/database/pool.ts'
import { walletOwners, walletProfiles, wallets } from '../../common/database/schema.ts'
import { utcText } from './utc-text.ts'

/** To the millisecond. */
const NOW_MS = sql<string>`floor(extract(epoch from now()) * 1000)`

/** What is shown of a wallet, and the time of the reading in milliseconds since 1970. */
export const WALLET = {
  id: wallets.id,
  name: walletProfiles.name,
  country: walletProfiles.country,
  city: walletProfiles.city,
  ownerId: walletOwners.userId,
  currency: wallets.currency,
  balance: wallets.balance,
  held: wallets.held,
  floor: wallets.floor,
  group: wallets.groupId,
  state: wallets.state,
  createdAt: utcText(walletProfiles.createdAt),
  asOfMs: NOW_MS.mapWith(Number),
}

export type WalletRow = NonNullable<Awaited<ReturnType<typeof readWallet>>>

/** A wallet with its profile; null when there is none with that id. */
export async function readWallet(database: Pool | Client, id: number) {
  // It asks no more of either than to query.
  const [wallet] = await drizzle(database as Pool)
    .select(WALLET)
    .from(wallets)
    .leftJoin(walletProfiles, eq(walletProfiles.walletId, wallets.id))
    .leftJoin(walletOwners, eq(walletOwners.walletId, wallets.id))
    .where(eq(wallets.id, id))
  return wallet ?? null
}
