import type { Client } from '../../common/database/pool.ts'
import { openSnapshot } from '../../common/database/snapshot.ts'
import { type ChainTotal, checkChains, EMPTY_CHAIN, STREAMS } from './chains.ts'
import { findAccountNotOfItsBank, findPostingOfAnotherKind, findWalletOfTwoAccounts } from './sql/clearing-accounts.ts'
import { type ClearingTotal, readClearingTotal } from './sql/clearing-totals.ts'
import { type DetachedMonth, findMonthNotTheSum, readDetachedMonths } from './sql/detached-months.ts'
import { findCheckNotAsDecided } from './sql/fraud-checks.ts'
import {
  countOpenHolds,
  findHoldNotEnded,
  findHoldNotRefunded,
  findHoldNotRequested,
  findWalletNotHolding,
} from './sql/holds.ts'
import { findHourNotTheSum } from './sql/hours.ts'
import { findMissingJournal } from './sql/journals.ts'
import { findEndedOperationThatWaits, findOperationEndedTwice, findOperationThatWaitsTwice } from './sql/operations.ts'
import { findPayableNotAsHeld } from './sql/payables.ts'
import { findPositionNotOwed, findPositionsNotSettled } from './sql/positions.ts'
import { findPostingNotAsDue, findPostingWrittenTwice } from './sql/postings.ts'
import { findOperationReversedTwice, findReversalNotOfOperation, findReversalNotRequested } from './sql/reversals.ts'
import { findAccountSettledTwice, findSettlementNotAsPosted, findSettlementOfNoApproved } from './sql/settlements.ts'
import { findSystemAccountNotTheSum, findTransitNotWhatWaits } from './sql/system-accounts.ts'
import { type CurrencyTotal, readCurrencyTotals, readGroups } from './sql/totals.ts'
import {
  findPostingNotContinued,
  findPostingOfAnotherCurrency,
  findWalkBroken,
  findWalletBelowFloor,
  findWalletNotTheSum,
} from './sql/wallets.ts'
import type { WrongRow } from './wrong-row.ts'

export interface VerifyOptions {
  dsn: string
  schemaName: string
  /** Told what is being proved, in a few words. */
  onProgress?: (what: string) => void
}

/** A group with all that was proved of it. */
export interface GroupProof extends ChainTotal {
  group: number
  wallets: bigint
}

/** What was proved, or the first row that is wrong. */
export type VerifyReport =
  | {
      ok: true
      groups: GroupProof[]
      currencies: CurrencyTotal[]
      openHolds: bigint
      clearing: ClearingTotal
      detached: DetachedMonth[]
    }
  | { ok: false; wrong: WrongRow }

/** Ordered so that a wrong row is named by what contradicts it; the hashes, which name a whole journal, come last. */
const PROOFS: readonly { what: string; find: (client: Client) => Promise<WrongRow | null> }[] = [
  { what: 'no journal is missing', find: findMissingJournal },
  { what: 'detached months are brought forward', find: findMonthNotTheSum },
  { what: 'each operation ended once', find: findOperationEndedTwice },
  { what: 'no ended operation waits', find: findEndedOperationThatWaits },
  { what: 'each operation waits once', find: findOperationThatWaitsTwice },
  { what: 'postings say what operations say', find: findPostingNotAsDue },
  { what: 'each posting is there once', find: findPostingWrittenTwice },
  { what: 'postings are in their wallet’s currency', find: findPostingOfAnotherCurrency },
  { what: 'holds are what was asked for', find: findHoldNotRequested },
  { what: 'holds end by one operation', find: findHoldNotEnded },
  { what: 'charges gave back what was refunded', find: findHoldNotRefunded },
  { what: 'payables are what was charged and paid out', find: findPayableNotAsHeld },
  { what: 'wallets hold what their holds reserve', find: findWalletNotHolding },
  { what: 'balances keep to their floor', find: findWalletBelowFloor },
  { what: 'balances are the sums of their postings', find: findWalletNotTheSum },
  { what: 'postings continue each other', find: findPostingNotContinued },
  { what: 'postings continue each other where wallets moved', find: findWalkBroken },
  { what: 'sums of hours are those of their postings', find: findHourNotTheSum },
  { what: 'system accounts are the sums of their postings', find: findSystemAccountNotTheSum },
  { what: 'money in transit is what waits', find: findTransitNotWhatWaits },
  { what: 'screened transfers ended as was decided', find: findCheckNotAsDecided },
  { what: 'clearing accounts are wallets of their bank', find: findAccountNotOfItsBank },
  { what: 'each clearing account has a wallet of its own', find: findWalletOfTwoAccounts },
  { what: 'clearing changes clearing accounts alone', find: findPostingOfAnotherKind },
  { what: 'positions of banks are what their accounts hold', find: findPositionNotOwed },
  { what: 'positions of banks sum to what was settled', find: findPositionsNotSettled },
  { what: 'each operation is reversed once', find: findOperationReversedTwice },
  { what: 'reversals are those that were requested', find: findReversalNotRequested },
  { what: 'reversals give back what was moved', find: findReversalNotOfOperation },
  { what: 'settlements are of approved snapshots', find: findSettlementOfNoApproved },
  { what: 'each account is settled once', find: findAccountSettledTwice },
  { what: 'settlements are as many as were posted and sum to zero', find: findSettlementNotAsPosted },
]

/**
 * Proves the whole ledger, in one read-only snapshot of the database, while the mesh may run. Memory does not grow with
 * the ledger. Throws when the database cannot be read.
 */
export async function verifyLedger({ dsn, schemaName, onProgress = () => {} }: VerifyOptions): Promise<VerifyReport> {
  const snapshot = await openSnapshot({ dsn, schemaName, streamsMax: STREAMS, applicationName: 'walletmesh verify' })
  try {
    const { client } = snapshot
    for (const { what, find } of PROOFS) {
      onProgress(what)
      const wrong = await find(client)
      if (wrong !== null) return { ok: false, wrong }
    }
    onProgress('journals are chained and sum to zero')
    const groups = await readGroups(client)
    const epochs = new Map(groups.map(({ id, epoch }) => [id, epoch]))
    const onJournals = (count: bigint) => onProgress(`${count} journals are chained and sum to zero`)
    const chains = await checkChains({ snapshot, epochs, onJournals })
    if (!(chains instanceof Map)) return { ok: false, wrong: chains }
    return {
      ok: true,
      groups: groups.map(({ id, wallets }) => ({ group: id, wallets, ...(chains.get(id) ?? EMPTY_CHAIN) })),
      currencies: await readCurrencyTotals(client),
      openHolds: await countOpenHolds(client),
      clearing: await readClearingTotal(client),
      detached: await readDetachedMonths(client),
    }
  } finally {
    await snapshot.close()
  }
}
