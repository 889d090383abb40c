/** What a bank brings to a settlement. Amounts are micro-units of the settlement's one currency. */
export interface BankPosition {
  readonly bankId: number
  readonly name: string
  /** ISO 9362, where known. */
  readonly bic: string | null
  /** What the clearing house owes the bank; negative: what the bank owes it. */
  readonly position: bigint
  /** What the bank's payments of the period sum to, 0 or more, and what it was paid. */
  readonly paid: bigint
  readonly received: bigint
}

export interface Transfer {
  readonly bank: BankPosition
  /** Micro-units, more than 0. */
  readonly amount: bigint
}

export interface Netting {
  /** Of the banks that owe the clearing house, and to those that it owes; each in order of bank id. */
  readonly payIns: readonly Transfer[]
  readonly payOuts: readonly Transfer[]
  /** What moves each way: the pay-ins sum to it, and so do the pay-outs. */
  readonly net: bigint
  /** What the banks paid each other in the period. */
  readonly gross: bigint
  /**
   * Hundredths of a percent of the gross value that need not move, towards zero: 10,000 only when nothing moves. Below zero
   * when more was owed from before than the period's payments sum to. None without payments.
   */
  readonly savedBasisPoints: bigint | null
  readonly transferCount: number
  /** What it would have taken without a clearing house, where the caller counted that. */
  readonly bilateralTransferCount: number | null
}

const BASIS_POINTS = 10_000n

/**
 * Multilateral netting against a central counterparty: the clearing house stands between all banks, so that each pays or
 * receives once, whomever it dealt with (Bank for International Settlements, "Report of the Committee on Interbank Netting
 * Schemes", 1990). Banks that are owed nothing and owe nothing take no part.
 *
 * @param banks in any order
 * @param bilateralTransferCount pairs of banks that would have had to settle with each other
 * @throws Error when the positions do not sum to zero or a bank comes twice: the ledger or its reader has a bug
 * @throws RangeError when a gross value is negative
 */
export function net(banks: readonly BankPosition[], bilateralTransferCount: number | null = null): Netting {
  assertWhole(banks)
  const inOrder = banks.toSorted((a, b) => a.bankId - b.bankId)
  const payIns = inOrder.filter((bank) => bank.position < 0n).map((bank) => ({ bank, amount: -bank.position }))
  const payOuts = inOrder.filter((bank) => bank.position > 0n).map((bank) => ({ bank, amount: bank.position }))
  const moved = payOuts.reduce((sum, { amount }) => sum + amount, 0n)
  const gross = banks.reduce((sum, { paid }) => sum + paid, 0n)
  return {
    payIns,
    payOuts,
    net: moved,
    gross,
    savedBasisPoints: gross === 0n ? null : ((gross - moved) * BASIS_POINTS) / gross,
    transferCount: payIns.length + payOuts.length,
    bilateralTransferCount,
  }
}

function assertWhole(banks: readonly BankPosition[]): void {
  const seen = new Set<number>()
  let sum = 0n
  for (const { bankId, position, paid, received } of banks) {
    if (seen.has(bankId)) throw new Error(`bank ${bankId} comes twice`)
    if (paid < 0n || received < 0n) {
      throw new RangeError(`bank ${bankId} paid ${paid} and received ${received} micro-units: neither can be negative`)
    }
    seen.add(bankId)
    sum += position
  }
  if (sum !== 0n) throw new Error(`the positions of ${banks.length} banks sum to ${sum} micro-units, not to zero`)
}
