import type { Book, HoldChange, Posting } from './decision.ts'
import { type Hold, holdOf, type Operation, type Wallet } from './operation.ts'

/** The balances as they are within the batch. */
export class Balances {
  readonly book: Book
  readonly #now = new Map<number, bigint>()
  readonly #held = new Map<number, bigint>()
  readonly #holds = new Map<string, Hold>()

  constructor(book: Book) {
    this.book = book
  }

  of(wallet: Wallet): bigint {
    return this.#now.get(wallet.id) ?? wallet.balance
  }

  heldOf(wallet: Wallet): bigint {
    return this.#held.get(wallet.id) ?? wallet.held
  }

  findHold(operation: Operation): Hold | undefined {
    const id = holdOf(operation)
    return id === null ? undefined : (this.#holds.get(id) ?? this.book.holds.get(id))
  }

  /** Changes a hold, and with it what its wallet holds. */
  change(before: Hold, wallet: Wallet, fields: Partial<Hold>, reserved: bigint): HoldChange {
    const after = { ...before, ...fields }
    this.#holds.set(before.id, after)
    if (reserved !== 0n) this.#held.set(wallet.id, this.heldOf(wallet) + reserved)
    return { before, after, reserved }
  }

  find(id: number | null): Wallet | undefined {
    return id === null ? undefined : this.book.wallets.get(id)
  }

  /** The step's own wallet. */
  own(id: number | null): Wallet {
    const wallet = this.find(id)
    if (wallet?.group !== this.book.group) throw new Error(`wallet ${id} is not in group ${this.book.group}`)
    return wallet
  }

  post(wallet: Wallet, amount: bigint, kind: Posting['kind'], operation: Operation): Posting {
    const balance = this.of(wallet) + amount
    this.#now.set(wallet.id, balance)
    return { walletId: wallet.id, kind, amount, currency: wallet.currency, balance, operation }
  }
}
