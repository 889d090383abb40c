import Type from 'typebox'
import { isUuid } from '../../../common/uuid.ts'
import { noAccount, noBank } from '../../clearing/accounts.ts'
import type { Clearing } from '../../clearing/clearing.ts'
import { ACCOUNT_RULE, isAccount, isBankId } from '../../clearing/party.ts'
import { listPayments } from '../../clearing/sql/list-payments.ts'
import { Refused } from '../../errors.ts'
import { AccountName } from '../banks/account.ts'
import { parseKey } from '../cursor.ts'
import { checkedByHandler, component, described } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Payment, paymentOf } from './payment.ts'

const Query = Type.Object({
  bank_id: Type.Optional(Type.Integer({ minimum: 1, description: 'With account: only payments from or to it' })),
  account: Type.Optional(described(checkedByHandler(AccountName), 'With bank_id: only payments from or to it')),
  cursor: Cursor,
  limit: Limit,
})

const Payments = component('Payments', Type.Object({ payments: Type.Array(Payment), next_cursor: NextCursor }))

const schema = documented({
  operationId: 'listPayments',
  tags: ['payments'],
  summary: 'Payments and reversals',
  description: 'Newest first. A page costs the same wherever it is.',
  querystring: Query,
  response: { 200: Payments },
  problems: ['not_found'],
})

/** Payments and reversals, newest first. A page costs the same wherever it is. */
export function listPaymentsRoute(app: V1App, { pools, clearing }: V1Context): void {
  app.get('/payments', { schema }, async ({ query: { bank_id, account, cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const before = cursor === undefined ? null : parseKey(cursor, isUuid)
    const walletId = await walletOf(clearing, bank_id, account)
    const found = await listPayments(pools.reads, { before, limit: limit + 1, walletId })
    const { entries, next_cursor } = pageOf(found, limit, ({ id }) => id)
    return { payments: entries.map(paymentOf), next_cursor }
  })
}

/** Null without a filter. */
async function walletOf(
  { accounts }: Clearing,
  bankId: number | undefined,
  account: string | undefined,
): Promise<bigint | null> {
  if (bankId === undefined && account === undefined) return null
  if (bankId === undefined || account === undefined) {
    throw new Refused('invalid', 'bank_id and account belong together: write both')
  }
  if (!isAccount(account)) throw new Refused('invalid', `account ${ACCOUNT_RULE}`)
  const party = { bankId, account }
  const [found] = isBankId(bankId) ? await accounts.find([party]) : ['no bank' as const]
  if (found === 'no bank') throw noBank(bankId)
  if (typeof found !== 'bigint') throw noAccount(party)
  return found
}
