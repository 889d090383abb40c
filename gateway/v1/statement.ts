import Type from 'typebox'
import { OPERATION_KINDS } from '../../ledger/operation.ts'
import { Refused } from '../errors.ts'
import { readTime } from '../rfc3339.ts'
import { historyStart } from '../sql/history-start.ts'
import { readStatement, type StatementEntry } from '../sql/statement.ts'
import { walletExists } from '../sql/wallet-exists.ts'
import { Micros } from './amount.ts'
import { CurrencyCode } from './currency-code.ts'
import { formatCursor, parseCursor } from './cursor.ts'
import { nullable } from './nullable.ts'
import { component, described } from './openapi/component.ts'
import { documented } from './openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor } from './page.ts'
import { Time } from './time.ts'
import { Uuid } from './uuid.ts'
import type { V1App, V1Context } from './v1.ts'
import { WalletId, WalletParams } from './wallet-id.ts'

/** Of a query: the time of acceptance of what is shown. */
export const Period = {
  from: Type.Optional(Type.String({ description: 'RFC 3339 time, inclusive', examples: ['2026-01-31T00:00:00Z'] })),
  to: Type.Optional(Type.String({ description: 'RFC 3339 time, exclusive', examples: ['2026-02-28T00:00:00Z'] })),
}

const Query = Type.Object({
  ...Period,
  cursor: Cursor,
  limit: Limit,
})

const Rate = component(
  'Rate',
  Type.Object({
    requested: Type.String({ description: 'USD per unit of the requested currency', examples: ['1.000000'] }),
    wallet: Type.String({ description: "USD per unit of the wallet's currency", examples: ['1.093809'] }),
  }),
)

const Entry = component(
  'StatementEntry',
  Type.Object({
    operation_id: Uuid,
    kind: Type.Enum([...OPERATION_KINDS, 'refund']),
    amount: described(Micros, 'Signed micro-units of the currency, as digits: negative is money out'),
    currency: described(CurrencyCode, 'Of the wallet'),
    balance: described(Micros, 'Of the wallet after this entry'),
    counterparty_wallet_id: nullable(
      described(WalletId, 'The other wallet; null for a deposit, a withdrawal and a settlement'),
    ),
    requested_amount: described(Micros, 'Micro-units of the requested currency'),
    requested_currency: CurrencyCode,
    message: nullable(Type.String({ description: 'What was said about the operation' })),
    rate: nullable(Rate),
    accepted_at: Time,
  }),
)

const Statement = component(
  'Statement',
  Type.Object({
    entries: Type.Array(Entry),
    next_cursor: NextCursor,
    history_starts_at: nullable(described(Time, 'Months before this are detached and not shown')),
  }),
)

const schema = documented({
  operationId: 'readStatement',
  tags: ['wallets'],
  summary: 'What happened to a wallet',
  description: 'Page by page, oldest first. A page costs the same wherever it is.',
  params: WalletParams,
  querystring: Query,
  response: { 200: Statement },
  problems: ['not_found'],
})

/** What happened to a wallet, page by page. A page costs the same wherever it is. */
export function statement(app: V1App, { pools }: V1Context): void {
  app.get('/wallets/:id/statement', { schema }, async ({ params, query }) => {
    const walletId = Number(params.id)
    const limit = query.limit ?? LIMIT_BY_DEFAULT
    const request = {
      walletId,
      from: readTime('from', query.from),
      to: readTime('to', query.to),
      after: query.cursor === undefined ? null : parseCursor(query.cursor),
      // One more than asked for tells whether there is another page.
      limit: limit + 1,
    }
    const [found, known, start] = await Promise.all([
      readStatement(pools.reads, request),
      walletExists(pools.reads, BigInt(walletId)),
      historyStart(pools.reads),
    ])
    if (!known) throw new Refused('not_found', `no wallet with id: ${params.id}`)
    const entries = found.slice(0, limit)
    const last = found.length > limit ? entries.at(-1) : undefined
    return {
      entries: entries.map((entry) => entryOf(entry, walletId)),
      next_cursor: last === undefined ? null : formatCursor(placeOf(last)),
      history_starts_at: start,
    }
  })
}

function placeOf({ accepted_at, operation_id, amount }: StatementEntry) {
  return { acceptedAt: accepted_at, operationId: operation_id, incoming: !amount.startsWith('-') }
}

function entryOf(entry: StatementEntry, walletId: number) {
  const { origin_id, target_id, request_rate, origin_rate, target_rate, ...shown } = entry
  // A refund is the origin's; its rate is the one of the debit that it gives back.
  const isOrigin = origin_id === String(walletId)
  const counterparty = isOrigin ? target_id : origin_id
  const walletRate = isOrigin ? origin_rate : target_rate
  return {
    ...shown,
    counterparty_wallet_id: counterparty === null ? null : Number(counterparty),
    rate: request_rate === null || walletRate === null ? null : { requested: request_rate, wallet: walletRate },
  }
}
