import type { Pool } from '../../../common/database/pool.ts'

export interface NewBank {
  name: string
  /** ISO 9362; null: not known. */
  bic: string | null
}

const CREATE_BANK = 'insert into banks (name, bic) values ($1, $2) returning id'

/** Returns its id. Throws the database's error when the name or the BIC is another bank's. */
export async function createBank(pool: Pool, { name, bic }: NewBank): Promise<number> {
  const { rows } = await pool.query<{ id: number }>({ name: 'create-bank', text: CREATE_BANK, values: [name, bic] })
  const [made] = rows
  if (made === undefined) throw new Error('no bank was made')
  return made.id
}
