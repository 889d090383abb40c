import { Refused } from './errors.ts'

/** The largest id that the database can hold. */
const WALLET_ID_MAX = 2n ** 63n - 1n

/** Whether a wallet can have this id. */
export function isWalletId(id: bigint): boolean {
  return id > 0n && id <= WALLET_ID_MAX
}

export function noWallet(id: bigint): Refused {
  return new Refused('not_found', `no wallet with id: ${id}`)
}
