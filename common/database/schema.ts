/*
 * The tables as the migrations make them, for plain reads and writes. Constraints and defaults stand in migrations/ alone.
 * Wallet ids are numbers, which hold them exactly up to 2^53; amounts and sequence numbers are bigint.
 */

export * from './schema/cards.ts'
export * from './schema/clearing.ts'
export * from './schema/fraud.ts'
export * from './schema/groups.ts'
export * from './schema/identity.ts'
export * from './schema/ledger.ts'
export * from './schema/months.ts'
export * from './schema/webhooks.ts'
