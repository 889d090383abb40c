import { assertInt32, assertInt64, assertText } from './exact.ts'
import { LINES_PER_CHUNK, type LinesOptions, type SnapshotLine } from './snapshot-store.ts'

/** Lines column by column, in ascending order of wallet; never empty. Half the size of documents of lines, and twice as fast. */
export interface Chunk {
  readonly walletIds: readonly bigint[]
  readonly bankIds: readonly number[]
  readonly accounts: readonly string[]
  readonly balances: readonly bigint[]
}

/** Throws RangeError when the lines are too many, out of order, or cannot be kept exactly. */
export function chunkOf(lines: readonly SnapshotLine[]): Chunk {
  if (lines.length > LINES_PER_CHUNK) {
    throw new RangeError(`${lines.length} lines at once: a chunk has ${LINES_PER_CHUNK} at most`)
  }
  let previous = 0n
  for (const { walletId, bankId, account, balance } of lines) {
    if (walletId <= previous) throw new RangeError(`wallet ${walletId} comes after wallet ${previous}`)
    previous = walletId
    assertInt32(bankId, `the bank of wallet ${walletId}`)
    assertText(account, `the account of wallet ${walletId}`)
    assertInt64(balance, `the balance of wallet ${walletId}`)
  }
  assertInt64(previous, 'the id of a wallet')
  return {
    walletIds: lines.map((line) => line.walletId),
    bankIds: lines.map((line) => line.bankId),
    accounts: lines.map((line) => line.account),
    balances: lines.map((line) => line.balance),
  }
}

/** Its lines of wallets after that one, at most `limit`. */
export function linesOf(
  { walletIds, bankIds, accounts, balances }: Chunk,
  afterWalletId: bigint,
  limit: number,
  { nonZeroOnly = false }: LinesOptions,
): SnapshotLine[] {
  const lines: SnapshotLine[] = []
  for (const [i, walletId] of walletIds.entries()) {
    if (lines.length === limit) break
    const balance = balances[i] as bigint
    if (walletId <= afterWalletId || (nonZeroOnly && balance === 0n)) continue
    lines.push({ walletId, bankId: bankIds[i] as number, account: accounts[i] as string, balance })
  }
  return lines
}
