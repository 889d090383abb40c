import Type from 'typebox'
import { CLEARING_CURRENCY } from '../../../ledger/money.ts'
import { noBank } from '../../clearing/accounts.ts'
import type { NewBank } from '../../clearing/sql/create-bank.ts'
import { readBank } from '../../clearing/sql/read-bank.ts'
import type { Bank as StoredBank } from '../../clearing/sql/read-banks.ts'
import { Refused } from '../../errors.ts'
import type { Pools } from '../../pools.ts'
import { CurrencyCode } from '../currency-code.ts'
import { nullable } from '../nullable.ts'
import { component } from '../openapi/component.ts'
import { Time } from '../time.ts'
import { BankId, OwedToBank } from './bank-id.ts'

/** \p{Cc}, which not every language's patterns know. */
const CONTROL = '\\u0000-\\u001f\\u007f-\\u009f'

/** Without a control character, and with something other than a space at both ends. */
export const BankName = Type.String({
  pattern: `^[^\\s${CONTROL}]([^${CONTROL}]{0,138}[^\\s${CONTROL}])?$`,
  description: 'Unique; up to 140 characters',
  examples: ['Banco do Brasil'],
})

export const Bic = nullable(
  component(
    'Bic',
    Type.String({
      pattern: '^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$',
      description: 'ISO 9362, unique; null when it is not known',
      examples: ['BRASBRRJ'],
    }),
  ),
)

export const Bank = component(
  'Bank',
  Type.Object({
    id: BankId,
    name: BankName,
    bic: Bic,
    position: OwedToBank,
    currency: CurrencyCode,
    created_at: Time,
  }),
)

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
