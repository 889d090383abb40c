import type { Journal, JournalHead } from '../../ledger/journal.ts'
import { systemAccountKey } from '../../ledger/journal.ts'
import type { Hold, Wallet } from '../../ledger/operation.ts'
import { type ApplyStore, type Fence, type GroupState, LeaseLost } from './store.ts'

/** With this many remembered wallets and holds, about 100 MB, a book is full. */
const ENTRIES_MAX = 500_000

/**
 * What a processor remembers of its group between batches: balances, holds and the end of the journal chain, as they will be
 * when every batch decided so far is committed. Valid for one epoch and one generation, which each commit checks; after
 * any failure it is thrown away.
 *
 * Moving a wallet, freezing or closing it, and changing its floor raise the generation; the database sees to the latter.
 *
 * Wallets of other groups are remembered for their currency and group alone. If such a wallet moves, its credit becomes
 * a stray and finds its way.
 */
export class Book {
  readonly fence: Fence
  readonly wallets = new Map<number, Wallet>()
  readonly holds = new Map<string, Hold>()
  readonly systemBalances: Map<string, bigint>
  readonly positions: Map<number, bigint>
  head: JournalHead | null

  private constructor(fence: Fence, { head, systemBalances, positions }: GroupState) {
    this.fence = fence
    this.head = head
    this.systemBalances = new Map(systemBalances)
    this.positions = new Map(positions)
  }

  /** Throws LeaseLost when the lease is not the present one. */
  static async open(store: ApplyStore, lease: { group: number; epoch: bigint }): Promise<Book> {
    const { group, epoch } = lease
    const state = await store.group(group)
    if (state.epoch !== epoch) {
      throw new LeaseLost(`group ${group} is at epoch ${state.epoch}, the lease was for ${epoch}`)
    }
    return new Book({ group, epoch, generation: state.generation }, state)
  }

  /** Time to open a new one: it must not forget wallets while a batch that changes them is being committed. */
  isFull(): boolean {
    return this.wallets.size + this.holds.size >= ENTRIES_MAX
  }

  /** Reads those of the wallets that it does not know. */
  async learn(store: ApplyStore, ids: Iterable<number>): Promise<void> {
    const unknown = new Set<number>()
    for (const id of ids) if (!this.wallets.has(id)) unknown.add(id)
    if (unknown.size === 0) return
    for (const wallet of await store.wallets([...unknown])) this.wallets.set(wallet.id, wallet)
  }

  /** Reads those of the holds that it does not know. */
  async learnHolds(store: ApplyStore, ids: Iterable<string>): Promise<void> {
    const unknown = new Set<string>()
    for (const id of ids) if (!this.holds.has(id)) unknown.add(id)
    if (unknown.size === 0) return
    for (const hold of await store.holds([...unknown])) this.holds.set(hold.id, hold)
  }

  /** Takes a decided journal for granted. */
  follow(journal: Journal): void {
    this.head = { seq: journal.seq, hash: journal.hash }
    for (const { walletId, after, heldAfter } of journal.balances) {
      const wallet = this.wallets.get(walletId)
      if (wallet === undefined) continue
      wallet.balance = after
      wallet.held = heldAfter
    }
    for (const { after } of journal.holds) this.holds.set(after.id, after)
    for (const { kind, currency, balance } of journal.systemPostings) {
      this.systemBalances.set(systemAccountKey(kind, currency), balance)
    }
    for (const { bankId, balance } of journal.positions) this.positions.set(bankId, balance)
  }
}
