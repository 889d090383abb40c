import Type from 'typebox'
import { noBank } from '../../clearing/accounts.ts'
import { CLEARING_CURRENCY } from '../../clearing/payments.ts'
import type { NewBank } from '../../clearing/sql/create-bank.ts'
import { readBank } from '../../clearing/sql/read-bank.ts'
import type { Bank as StoredBank } from '../../clearing/sql/read-banks.ts'
import { Refused } from '../../errors.ts'
import type { Pools } from '../../pools.ts'

export const BankParams = Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) })

/** Without a control character, and with something other than a space at both ends. */
export const BankName = Type.String({
  pattern: '^[^\\s\\p{Cc}]([^\\p{Cc}]{0,138}[^\\s\\p{Cc}])?$',
  description: 'Unique; up to 140 characters',
})

export const Bic = Type.Union(
  [Type.String({ pattern: '^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$' }), Type.Null()],
  { description: 'ISO 9362, unique; null when it is not known' },
)

export const Bank = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  bic: Type.Union([Type.String(), Type.Null()]),
  position: Type.String({ description: 'Micro-units of the currency, as digits: positive is owed to the bank' }),
  currency: Type.String(),
  created_at: Type.String(),
})

export function bankOf(bank: StoredBank): Type.Static<typeof Bank> {
  return { ...bank, currency: CLEARING_CURRENCY }
}

const ID_MAX = 2 ** 31 - 1

/** Refused when there is no bank with the id of a path. */
export async function bankWithId({ reads }: Pools, id: string): Promise<StoredBank> {
  // The database does not read larger ones.
  const bank = Number(id) > ID_MAX ? null : await readBank(reads, Number(id))
  if (bank === null) throw noBank(id)
  return bank
}

const UNIQUE_VIOLATION = '23505'

/** What to tell when the database did not store a bank: that another has its name or BIC. */
export function refusalOf(error: unknown, { name, bic }: Partial<NewBank>): unknown {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error && 'code' in cause && cause.code === UNIQUE_VIOLATION && 'constraint' in cause)) {
    return error
  }
  const [field, value] = cause.constraint === 'banks_bic_key' ? ['bic', bic] : ['name', name]
  const detail = `another bank has the ${field} ${value}`
  return new Refused('already_exists', detail, [{ pointer: `/${field}`, code: 'already_exists', detail }])
}
