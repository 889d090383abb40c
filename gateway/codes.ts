import type { Status } from 'nice-grpc'

/** One kind of refusal, or of failure, as callers of every way in are told of it. */
export interface Code {
  /** Of HTTP. The classic routes answer 200 to most of what they refuse. */
  status: number
  grpc: keyof typeof Status
  title: string
  /** What happened, in a sentence or two for the caller. */
  meaning: string
  again: Again
}

/** Whether the same request may be sent again. */
export type Again = keyof typeof AGAIN

export const AGAIN = {
  never: 'No: it will never work.',
  'when it changed': 'Not before what is in its way has changed.',
  'after a pause': 'Yes, after the seconds of `Retry-After`: nothing was done.',
  'look first': 'Look first whether it was done.',
} as const

/** The caller's fault, or the state's that the caller finds. */
export const REFUSALS = {
  invalid: {
    status: 400,
    grpc: 'INVALID_ARGUMENT',
    title: 'Not a valid request',
    meaning:
      'It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too.',
    again: 'never',
  },
  unauthenticated: {
    status: 401,
    grpc: 'UNAUTHENTICATED',
    title: 'Not known',
    meaning:
      'Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password.',
    again: 'when it changed',
  },
  forbidden: {
    status: 403,
    grpc: 'PERMISSION_DENIED',
    title: 'Not allowed',
    meaning: 'The role may not, or the wallet to pay from is not the caller’s.',
    again: 'when it changed',
  },
  not_found: {
    status: 404,
    grpc: 'NOT_FOUND',
    title: 'Not there',
    meaning:
      'There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s.',
    again: 'when it changed',
  },
  method_not_allowed: {
    status: 405,
    grpc: 'UNIMPLEMENTED',
    title: 'Not a method of this path',
    meaning: 'The path has other methods, which the header `Allow` names.',
    again: 'never',
  },
  already_exists: {
    status: 409,
    grpc: 'ALREADY_EXISTS',
    title: 'There already',
    meaning: 'Another one has the same name, or another part of it that must be unique.',
    again: 'when it changed',
  },
  not_applied: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Not applied',
    meaning:
      'What is to be reversed still waits, or was declined; or the hold is not applied yet, so that its amount is not known.',
    again: 'when it changed',
  },
  already_reversed: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Reversed already',
    meaning: 'It was reversed already.',
    again: 'never',
  },
  not_reversible: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Not reversible',
    meaning: 'The operation is of a kind that is not taken back.',
    again: 'never',
  },
  wallet_closed: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Wallet closed',
    meaning: 'A closed wallet does not change any more.',
    again: 'never',
  },
  not_empty: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Wallet not empty',
    meaning: 'A wallet with money or holds is not closed.',
    again: 'when it changed',
  },
  below_balance: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Further below zero',
    meaning: 'The wallet is further below zero than the credit limit, with what is held.',
    again: 'when it changed',
  },
  clearing_account: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Clearing account',
    meaning: 'Clearing accounts are neither frozen nor closed, and have no credit limit.',
    again: 'never',
  },
  last_admin: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'The last admin',
    meaning: 'The user is the last admin who may act.',
    again: 'when it changed',
  },
  already_rotated: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Rotated already',
    meaning: 'Another key takes the place of the key already.',
    again: 'never',
  },
  no_snapshot: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'No snapshot',
    meaning: 'There is no settlement that could be approved or cancelled. Only settlers say so, where none is named.',
    again: 'when it changed',
  },
  expired: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Expired',
    meaning: 'The settlement was not approved in time.',
    again: 'never',
  },
  cancelled: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Cancelled',
    meaning: 'The settlement was cancelled.',
    again: 'never',
  },
  superseded: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Superseded',
    meaning: 'Another settlement was approved that holds the same money.',
    again: 'never',
  },
  already_approved: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Approved already',
    meaning: 'The settlement was approved: it cannot be cancelled.',
    again: 'never',
  },
  not_approved: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Not approved',
    meaning: 'There is nothing to be paid before the settlement is approved.',
    again: 'when it changed',
  },
  nothing_to_pay: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Nothing to pay',
    meaning: 'Every bank is even, so that there is no file.',
    again: 'never',
  },
  documents_missing: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Documents missing',
    meaning: 'The store of snapshots lost its balances, or cleared them away.',
    again: 'never',
  },
  conflict: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'Not in a state for it',
    meaning:
      'The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more.',
    again: 'when it changed',
  },
  rebalance_running: {
    status: 409,
    grpc: 'FAILED_PRECONDITION',
    title: 'A rebalance is under way',
    meaning: 'The balancer counts, plans or moves already.',
    again: 'when it changed',
  },
  idempotency_mismatch: {
    status: 422,
    grpc: 'FAILED_PRECONDITION',
    title: 'Another request has the key',
    meaning: 'The idempotency key was used with another request: method, path or body differ.',
    again: 'never',
  },
  gone: {
    status: 410,
    grpc: 'NOT_FOUND',
    title: 'Detached',
    meaning: 'The month that the id is of was detached.',
    again: 'never',
  },
  too_large: {
    status: 413,
    grpc: 'INVALID_ARGUMENT',
    title: 'Too large',
    meaning: 'The body is too long, or the batch is larger than what may ever wait here.',
    again: 'never',
  },
  unsupported_media_type: {
    status: 415,
    grpc: 'INVALID_ARGUMENT',
    title: 'Not JSON',
    meaning: 'The body is not sent as `application/json`.',
    again: 'never',
  },
  batch_refused: {
    status: 422,
    grpc: 'INVALID_ARGUMENT',
    title: 'Batch refused',
    meaning: 'Parts of the batch are refused, which `errors` names, so that nothing of it was queued.',
    again: 'never',
  },
  payment_too_large: {
    status: 422,
    grpc: 'INVALID_ARGUMENT',
    title: 'Payment too large',
    meaning: 'The payment is above the limit, which the detail names.',
    again: 'never',
  },
  refund_too_large: {
    status: 422,
    grpc: 'FAILED_PRECONDITION',
    title: 'Not to be refunded',
    meaning: 'There is less left to give back than that, or it is so little that all of it is fee.',
    again: 'when it changed',
  },
  not_proved: {
    status: 500,
    grpc: 'DATA_LOSS',
    title: 'Ledger not proved',
    meaning: 'The ledger contradicts itself, and no snapshot was taken: run `walletmesh verify`.',
    again: 'when it changed',
  },
} as const satisfies Record<string, Code>

/** Nobody's fault that lasts. */
export const RETRYABLES = {
  overloaded: {
    status: 429,
    grpc: 'RESOURCE_EXHAUSTED',
    title: 'Too much work waits',
    meaning: 'Too much work waits, so that nothing was queued.',
    again: 'after a pause',
  },
  locked: {
    status: 429,
    grpc: 'RESOURCE_EXHAUSTED',
    title: 'Locked',
    meaning: 'There were too many failed log-ins.',
    again: 'after a pause',
  },
  rate_limited: {
    status: 429,
    grpc: 'RESOURCE_EXHAUSTED',
    title: 'Too many requests',
    meaning: 'There were too many requests in a minute.',
    again: 'after a pause',
  },
  unavailable: {
    status: 503,
    grpc: 'UNAVAILABLE',
    title: 'Not available',
    meaning:
      'The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again.',
    again: 'after a pause',
  },
  no_balancer: {
    status: 503,
    grpc: 'UNAVAILABLE',
    title: 'No balancer',
    meaning: 'No balancer answers, or none can do it now. What was asked for may be asked again.',
    again: 'after a pause',
  },
  idempotency_in_flight: {
    status: 409,
    grpc: 'ABORTED',
    title: 'The key is in use',
    meaning: 'Another request with the same idempotency key is not done yet.',
    again: 'after a pause',
  },
  outcome_unknown: {
    status: 503,
    grpc: 'UNKNOWN',
    title: 'Outcome unknown',
    meaning: 'The database went away during the commit: the `operation_ids` may be queued, or not.',
    again: 'look first',
  },
} as const satisfies Record<string, Code>

/** A fault of the gateway. Callers are told nothing of it, and the log everything. */
export const FAULTS = {
  internal: {
    status: 500,
    grpc: 'INTERNAL',
    title: 'Internal error',
    meaning: 'The gateway failed; its log tells the rest under the `request_id`.',
    again: 'look first',
  },
} as const satisfies Record<string, Code>

export type RefusalCode = keyof typeof REFUSALS
export type RetryableCode = keyof typeof RETRYABLES
export type AnyCode = RefusalCode | RetryableCode | keyof typeof FAULTS

/** Everything that a caller can be told, under its stable and machine-readable name. */
export const CODES: Readonly<Record<AnyCode, Code>> = { ...REFUSALS, ...RETRYABLES, ...FAULTS }
