import type { Pool } from '../../../common/database/pool.ts'
import type { Claim } from '../../idempotency/claim.ts'
import { rfc3339Format } from '../../rfc3339.ts'
import type { Bank } from './read-banks.ts'

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

const FORMAT = rfc3339Format('UTC')

// The answer is complete before anything is written, so that it can be kept with the key. When the key is taken, the id that was
// drawn is gone.
const CREATE_BANK_ONCE = `
  with bank as materialized (
    select nextval(pg_get_serial_sequence('banks', 'id'))::int as id, $1::text as name, $2::text as bic, now() as created_at
  ), answer as materialized (
    select jsonb_build_object('id', id, 'name', name, 'bic', bic, 'position', '0',
      'created_at', to_char(created_at at time zone 'UTC', $5)) as answer
    from bank
  ), claimed as (
    insert into idempotency_keys (key, request, answer) select $3, $4, answer from answer
    on conflict (key) do nothing
    returning answer
  ), made as (
    insert into banks (id, name, bic, created_at) overriding system value
    select id, name, bic, created_at from bank where exists (select from claimed)
  )
  select answer from claimed`

/** The same with an idempotency key, in one statement: the bank as it was made, or null when another request has the key. */
export async function createBankOnce(pool: Pool, { name, bic }: NewBank, claim: Claim): Promise<Bank | null> {
  const values = [name, bic, claim.key, claim.request, FORMAT]
  const { rows } = await pool.query<{ answer: Bank }>({ name: 'create-bank-once', text: CREATE_BANK_ONCE, values })
  return rows[0]?.answer ?? null
}
