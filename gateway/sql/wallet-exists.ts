import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool } from '../../common/database/pool.ts'
import { wallets } from '../../common/database/schema.ts'

export async function walletExists(pool: Pool, id: bigint): Promise<boolean> {
  const rows = await drizzle(pool)
    .select({ id: wallets.id })
    .from(wallets)
    .where(eq(wallets.id, Number(id)))
  return rows.length > 0
}
