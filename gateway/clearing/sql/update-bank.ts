import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool } from '../../../common/database/pool.ts'
import { banks } from '../../../common/database/schema.ts'
import type { NewBank } from './create-bank.ts'

/** Sets what is given. Returns whether there is such a bank. Throws the database's error when the name or the BIC is another bank's. */
export async function updateBank(pool: Pool, id: number, changes: Partial<NewBank>): Promise<boolean> {
  const changed = await drizzle(pool).update(banks).set(changes).where(eq(banks.id, id)).returning({ id: banks.id })
  return changed.length > 0
}
