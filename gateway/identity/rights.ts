import type { Role } from '../../common/identity/roles.ts'

/** Who may call a route. */
export interface Right {
  /** Nobody is asked where it says `anyone`. */
  readonly roles: readonly Role[] | 'anyone'
  /** Who shows nothing may come, too: the route decides what they get. What is shown must be valid all the same. */
  readonly unasked?: 'may come' | 'may come from this machine'
  /**
   * What of it must be a merchant's or a user's own. A wallet that the path names by this parameter: any other is not there for them.
   * `by the route`: what the body or the database names, which the route checks itself. `nothing`: what everybody may see.
   */
  readonly own?: { readonly wallet: string } | 'by the route' | 'nothing'
  /** Whether strangers are held to a number of requests a minute here. */
  readonly counted?: boolean
  /** What it changes, as the audit calls it; recorded before the answer leaves. Routes of identity and wallets record in the transaction of the change. */
  readonly audit?: string
}

const ADMIN: readonly Role[] = ['admin']
const MESH: readonly Role[] = ['admin', 'operator']
const KEEPERS: readonly Role[] = ['admin', 'merchant', 'user']
const ALL: readonly Role[] = ['admin', 'operator', 'merchant', 'user']

const anyone: Right = { roles: 'anyone' }
const stranger: Right = { roles: 'anyone', counted: true }
const admin: Right = { roles: ADMIN }
const mesh: Right = { roles: MESH }
const all: Right = { roles: ALL, own: 'nothing' }
const allOfTheirs: Right = { roles: ALL, own: 'by the route' }
/** Operators have to do with nobody's keys. */
const keepers: Right = { roles: KEEPERS, own: 'by the route' }
const meshChange = (audit: string): Right => ({ roles: MESH, audit })
const wallet = (parameter: string): Right => ({ roles: ALL, own: { wallet: parameter } })

/** Every route by method and path. A route that has no line here keeps the gateway from starting. */
export const RIGHTS: Readonly<Record<string, Right>> = {
  'GET /health': anyone,
  'GET /ready': anyone,
  'GET /metrics': { roles: MESH, unasked: 'may come from this machine' },

  // Pages without data: what they show they ask for as whoever looks at them.
  'GET /': anyone,
  'GET /assets/*': anyone,

  // What the API is like, not what is in it.
  'GET /docs': anyone,
  'GET /docs/:file': anyone,
  'GET /v1/openapi.json': anyone,

  'POST /update_currencies': meshChange('rates.put'),
  'POST /wallet': allOfTheirs,
  'POST /receive_amount': mesh,
  'POST /transfer_amount': allOfTheirs,
  'GET /operations': wallet('walletId'),
  'GET /operations/:walletId': wallet('walletId'),
  'GET /operations/file': wallet('walletId'),
  'GET /operations/file/:walletId': wallet('walletId'),
  'GET /operations/total': wallet('walletId'),
  'GET /operations/total/:walletId': wallet('walletId'),
  'GET /convert_amount/:amount/:from/:to': all,

  'POST /v1/wallets': allOfTheirs,
  'GET /v1/wallets': allOfTheirs,
  'GET /v1/wallets/:id': wallet('id'),
  'PATCH /v1/wallets/:id': meshChange('wallet.limit'),
  'POST /v1/wallets/:id/freeze': meshChange('wallet.freeze'),
  'POST /v1/wallets/:id/unfreeze': meshChange('wallet.unfreeze'),
  'POST /v1/wallets/:id/close': { ...wallet('id'), audit: 'wallet.close' },
  'GET /v1/wallets/:id/balance': wallet('id'),
  'GET /v1/wallets/:id/statement': wallet('id'),
  'GET /v1/wallets/:id/statement.csv': wallet('id'),
  'POST /v1/operations': allOfTheirs,
  'POST /v1/operations/batch': allOfTheirs,
  'GET /v1/operations/:id': allOfTheirs,
  // Of everybody's wallets, and with what the mesh keeps to itself.
  'GET /v1/operations/:id/trace': mesh,

  'GET /v1/currencies': all,
  'GET /v1/currencies/convert': all,
  'GET /v1/currencies/:code': all,
  'PUT /v1/currencies/:code': meshChange('rates.put'),
  'GET /v1/currencies/:code/history': all,

  // Of everybody's wallets.
  'GET /v1/events': mesh,
  'GET /v1/groups': mesh,
  'POST /v1/groups/rebalance': meshChange('groups.rebalance'),
  'GET /v1/processors': mesh,
  'GET /v1/rebalances': mesh,
  'GET /v1/rebalances/:id': mesh,
  'GET /v1/positions': mesh,
  'GET /v1/banks': mesh,
  'POST /v1/banks': meshChange('bank.create'),
  'GET /v1/banks/:id': mesh,
  'PATCH /v1/banks/:id': meshChange('bank.change'),
  'GET /v1/banks/:id/accounts': mesh,
  'GET /v1/banks/:id/accounts/:account': mesh,
  'GET /v1/payments': mesh,
  'POST /v1/payments': mesh,
  'POST /v1/payments/batch': mesh,
  'GET /v1/payments/:id': mesh,
  'POST /v1/payments/:id/reversal': meshChange('payment.reverse'),
  'GET /v1/settlements': mesh,
  'POST /v1/settlements': meshChange('settlement.take'),
  'GET /v1/settlements/:id': mesh,
  'GET /v1/settlements/:id/accounts': mesh,
  'GET /v1/settlements/:id/file': mesh,
  'POST /v1/settlements/:id/approve': meshChange('settlement.approve'),
  'POST /v1/settlements/:id/cancel': meshChange('settlement.cancel'),

  'GET /v1/card_transactions': allOfTheirs,
  'POST /v1/card_transactions': allOfTheirs,
  'GET /v1/card_transactions/:id': allOfTheirs,
  'POST /v1/card_transactions/:id/refund': allOfTheirs,
  'GET /v1/payables': allOfTheirs,
  'GET /v1/payables/:id': allOfTheirs,

  'GET /v1/webhooks': mesh,
  'POST /v1/webhooks': meshChange('webhook.create'),
  'GET /v1/webhooks/:id': mesh,
  'PATCH /v1/webhooks/:id': meshChange('webhook.change'),
  'DELETE /v1/webhooks/:id': meshChange('webhook.remove'),
  'POST /v1/webhooks/:id/rotate': meshChange('webhook.rotate'),
  'POST /v1/webhooks/:id/test': mesh,
  'GET /v1/webhooks/:id/deliveries': mesh,
  'POST /v1/webhooks/deliveries/:id/replay': meshChange('delivery.replay'),
  'GET /v1/fraud_checks': mesh,
  'GET /v1/fraud_checks/:id': mesh,
  'POST /v1/fraud_checks/:id/decision': meshChange('fraud_check.decide'),
  'GET /v1/rules': mesh,
  'POST /v1/rules': meshChange('rule.create'),
  'POST /v1/rules/dry_run': mesh,
  'GET /v1/rules/:id': mesh,
  'PATCH /v1/rules/:id': meshChange('rule.change'),
  'DELETE /v1/rules/:id': meshChange('rule.remove'),
  'GET /v1/dead_letters': mesh,
  'POST /v1/dead_letters/:id/replay': meshChange('dead_letter.replay'),

  'POST /v1/users': { roles: ADMIN, unasked: 'may come', counted: true },
  'GET /v1/users': admin,
  'GET /v1/users/me': allOfTheirs,
  'GET /v1/users/:id': allOfTheirs,
  'PATCH /v1/users/:id': allOfTheirs,
  'POST /v1/tokens': stranger,
  'POST /v1/tokens/refresh': stranger,
  'DELETE /v1/tokens': allOfTheirs,
  'POST /v1/keys': keepers,
  'GET /v1/keys': keepers,
  'GET /v1/keys/:id': keepers,
  'POST /v1/keys/:id/rotate': keepers,
  'DELETE /v1/keys/:id': keepers,
  'GET /v1/audit': admin,
}

/** The calls of PaymentService, by their names. */
export const GRPC_RIGHTS = {
  submit: allOfTheirs,
  submitStream: allOfTheirs,
  reverse: mesh,
  getOperation: allOfTheirs,
} as const satisfies Readonly<Record<string, Right>>
