import Type from 'typebox'
import { isDay } from '../../../common/day.ts'
import { isUuid } from '../../../common/uuid.ts'
import { listPayables } from '../../cards/sql/read-payables.ts'
import { Refused } from '../../errors.ts'
import { usesAllWallets } from '../../identity/principal.ts'
import { Day } from '../card-transactions/card-transaction.ts'
import { parseKey } from '../cursor.ts'
import { component, described } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'
import { OfWallet } from '../wallet-id.ts'
import { Payable, PayableStatus, payableOf } from './payable.ts'

const Query = Type.Object({
  status: Type.Optional(PayableStatus),
  due_from: Type.Optional(described(Day, 'Only those due on that day or later')),
  due_until: Type.Optional(described(Day, 'Only those due on that day or before')),
  wallet_id: OfWallet,
  cursor: Cursor,
  limit: Limit,
})

const Payables = component('Payables', Type.Object({ payables: Type.Array(Payable), next_cursor: NextCursor }))

const schema = documented({
  operationId: 'listPayables',
  tags: ['payables'],
  summary: 'Payables',
  description: 'Newest first: all for admins and operators, for others those of their own wallets.',
  querystring: Query,
  response: { 200: Payables },
  problems: [],
})

export function listPayablesRoute(app: V1App, { pools }: V1Context): void {
  app.get('/payables', { schema }, async ({ principal, query }) => {
    const { status = null, wallet_id, cursor, limit = LIMIT_BY_DEFAULT } = query
    const before = cursor === undefined ? null : parseKey(cursor, isUuid)
    const due = { dueFrom: readDay('due_from', query.due_from), dueUntil: readDay('due_until', query.due_until) }
    const walletId = wallet_id === undefined ? null : BigInt(wallet_id)
    const ownerId = usesAllWallets(principal) ? 'all' : principal.userId
    const page = { walletId, status, ...due, before, limit: limit + 1 }
    const found = ownerId === null ? [] : await listPayables(pools.reads, { ownerId, ...page })
    const { entries, next_cursor } = pageOf(found, limit, ({ id }) => id)
    return { payables: entries.map(payableOf), next_cursor }
  })
}

/** Refuses a day that no calendar has. */
function readDay(name: string, day: string | undefined): string | null {
  if (day === undefined) return null
  if (isDay(day)) return day
  throw new Refused('invalid', `${name} must be a day such as 2026-12-24`)
}
