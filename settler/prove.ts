import { ProofFailed } from './errors.ts'
import type { BankFlow, BankInCut } from './sql/cut.ts'
import type { BankPosition, Proof, SnapshotHeader, SnapshotLine } from './store/snapshot-store.ts'

/** Adds up the accounts of a cut, bank by bank, as they pass. */
export class AccountTally {
  readonly #banks = new Map<number, { accounts: bigint; sum: bigint }>()
  accounts = 0n
  /** Accounts whose balance is not zero. */
  lines = 0n

  add(lines: readonly SnapshotLine[]): void {
    for (const { bankId, balance } of lines) {
      const bank = this.#banks.get(bankId)
      if (bank === undefined) this.#banks.set(bankId, { accounts: 1n, sum: balance })
      else {
        bank.accounts += 1n
        bank.sum += balance
      }
      if (balance !== 0n) this.lines += 1n
    }
    this.accounts += BigInt(lines.length)
  }

  of(bankId: number): { accounts: bigint; sum: bigint } {
    return this.#banks.get(bankId) ?? { accounts: 0n, sum: 0n }
  }

  get banks(): number[] {
    return [...this.#banks.keys()]
  }
}

/** What is known of one cut of the ledger. Amounts are micro-units. */
export interface Evidence {
  banks: readonly BankInCut[]
  accounts: AccountTally
  /** Balance of the settlement account: what was paid out less what was paid in. */
  settlementAccount: bigint
  /** What payments moved since the settlement before, or why nobody can tell. */
  flows: readonly BankFlow[] | { unknown: string }
  /** The banks as they were in the snapshot that was settled before; empty before the first. */
  before: readonly BankPosition[]
}

/** What a cut proves: every figure is derived twice, from different rows. */
export type Proved = Pick<SnapshotHeader, 'accounts' | 'lines' | 'payments' | 'banks' | 'proofs'>

/**
 * Proves a cut: the accounts of each bank sum to the bank's position, the positions of all banks sum to zero, and the ledger
 * agrees: its settlement account is even, and each position is what the bank's payments since the settlement before add up to.
 *
 * Throws ProofFailed with the first contradiction.
 */
export function prove({ banks, accounts, settlementAccount, flows, before }: Evidence): Proved {
  const positions = banks.map((bank) => positionOf(bank, accounts, flows, before))
  for (const bank of banks) {
    const { sum } = accounts.of(bank.bankId)
    if (sum !== bank.position) {
      throw new ProofFailed(`the accounts of ${named(bank)} sum to ${sum}, its position is ${bank.position}`)
    }
  }
  const stray = accounts.banks.find((bankId) => !banks.some((bank) => bank.bankId === bankId))
  if (stray !== undefined) throw new ProofFailed(`there are accounts of bank ${stray}, which does not exist`)
  const total = banks.reduce((sum, { position }) => sum + position, 0n)
  if (total !== 0n) throw new ProofFailed(`the positions of all banks sum to ${total}, not to zero`)
  if (settlementAccount !== 0n) {
    throw new ProofFailed(`the settlement account holds ${settlementAccount}, though everything approved is settled`)
  }
  return {
    accounts: accounts.accounts,
    lines: accounts.lines,
    payments: 'unknown' in flows ? 0n : flows.reduce((sum, { payments }) => sum + payments, 0n),
    banks: positions,
    proofs: [
      {
        name: 'accounts_sum_to_banks',
        proved: true,
        detail: `${accounts.accounts} accounts sum to the positions of ${banks.length} banks`,
      },
      { name: 'banks_sum_to_zero', proved: true, detail: `${banks.length} positions sum to 0` },
      ledgerProof(positions, flows),
    ],
  }
}

function ledgerProof(positions: readonly BankPosition[], flows: Evidence['flows']): Proof {
  const name = 'ledger_agrees'
  if ('unknown' in flows) return { name, proved: false, detail: flows.unknown }
  for (const bank of positions) {
    const moved = bank.received - bank.paid
    if (moved !== bank.position) {
      throw new ProofFailed(
        `${named(bank)} received ${bank.received} and paid ${bank.paid} since the settlement before, which is ${moved}: its position is ${bank.position}`,
      )
    }
  }
  const detail = 'positions are what payments since the settlement before add up to, and the settlement account is even'
  return { name, proved: true, detail }
}

function positionOf(
  bank: BankInCut,
  accounts: AccountTally,
  flows: Evidence['flows'],
  before: readonly BankPosition[],
): BankPosition {
  const { bankId, name, bic, position, paidInTransit, receivedInTransit } = bank
  const flow = 'unknown' in flows ? undefined : flows.find((one) => one.bankId === bankId)
  // What was on its way at the cut before counted there, and ended since.
  const then = before.find((one) => one.bankId === bankId)
  const isKnown = !('unknown' in flows)
  return {
    ...{ bankId, name, bic, accounts: accounts.of(bankId).accounts, position },
    paid: isKnown ? (flow?.paid ?? 0n) + paidInTransit - (then?.paidInTransit ?? 0n) : 0n,
    received: isKnown ? (flow?.received ?? 0n) + receivedInTransit - (then?.receivedInTransit ?? 0n) : 0n,
    paidInTransit,
    receivedInTransit,
  }
}

function named({ bankId, name }: { bankId: number; name: string }): string {
  return `bank ${bankId} (${name})`
}
