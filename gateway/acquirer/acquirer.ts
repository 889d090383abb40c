/** A card as it is shown to an acquirer, and to nobody else: it is neither kept nor logged. */
export interface ShownCard {
  number: string
  holder: string
  /** MM/YY */
  expiry: string
  verificationCode: string
}

/** What is asked of a card. */
export interface Authorization {
  /** The transaction's: the acquirer charges once for it, however often it is asked. */
  id: string
  /** Micro-units. */
  amount: bigint
  currency: string
  card: ShownCard
}

export type AuthorizationAnswer =
  | { state: 'approved' }
  /** @property reason stable and machine-readable, such as `card_declined` */
  | { state: 'declined'; reason: string }

/**
 * Who asks banks whether cards pay. Every call may reject, also when the signal ends it, and then nobody knows whether it happened: each
 * may be made again with the same id. What rejects must not tell of the card.
 */
export interface Acquirer {
  authorize(authorization: Authorization, signal: AbortSignal): Promise<AuthorizationAnswer>
  /** What became of an authorization whose answer was lost. `unknown`: it has not come, and may be on its way. */
  find(id: string, signal: AbortSignal): Promise<AuthorizationAnswer | { state: 'unknown' }>
  /** Takes an authorization back, and keeps one from being approved that comes later. */
  cancel(id: string, signal: AbortSignal): Promise<void>
  /** Gives money of an approved authorization back to its card. */
  refund(refund: { id: string; authorizationId: string; amount: bigint }, signal: AbortSignal): Promise<void>
}
