import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool } from '../../common/database/pool.ts'
import { walletProfiles, wallets } from '../../common/database/schema.ts'
import { utcText } from './utc-text.ts'

/** A wallet with its profile; null when there is none with that id. */
export async function readWallet(pool: Pool, id: number) {
  const [wallet] = await drizzle(pool)
    .select({
      id: wallets.id,
      name: walletProfiles.name,
      country: walletProfiles.country,
      city: walletProfiles.city,
      currency: wallets.currency,
      balance: wallets.balance,
      held: wallets.held,
      floor: wallets.floor,
      group: wallets.groupId,
      state: wallets.state,
      createdAt: utcText(walletProfiles.createdAt),
    })
    .from(wallets)
    .leftJoin(walletProfiles, eq(walletProfiles.walletId, wallets.id))
    .where(eq(wallets.id, id))
  return wallet ?? null
}
