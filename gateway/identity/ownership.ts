import { setImmediate } from 'node:timers/promises'
import { Refused } from '../errors.ts'
import type { NewReversal } from '../ingest/asked.ts'
import type { NewOperation } from '../ingest/ingest.ts'
import { isWalletId, noWallet } from '../wallet-id.ts'
import { type Principal, usesAllWallets } from './principal.ts'

const REMEMBERED_MAX = 100_000

/** An operation that its caller may not ask for. */
export class NotTheirs extends Refused {
  /** Of the operation: why. */
  readonly field: 'kind' | 'origin_wallet_id'

  constructor(field: NotTheirs['field'], message: string) {
    super('forbidden', message)
    this.field = field
  }
}

/**
 * Which wallets are whose. An owner is for ever, so what was read once stays true; that a wallet is nobody's is read each time.
 * Questions of the same moment go to the database together.
 */
export class Ownership {
  readonly #read: (walletIds: readonly bigint[]) => Promise<ReadonlyMap<bigint, string>>
  readonly #owners = new Map<bigint, string>()
  #asked: Set<bigint> = new Set()
  #answer: Promise<ReadonlyMap<bigint, string>> | undefined

  /** @param read owners by wallet; wallets without one are left out */
  constructor(read: (walletIds: readonly bigint[]) => Promise<ReadonlyMap<bigint, string>>) {
    this.#read = read
  }

  /** Refuses who may not see the wallet as if there were none: whether there is, is not their business. */
  async assertSees(principal: Principal, walletId: bigint): Promise<void> {
    if (!(await this.mayUse(principal, walletId))) throw noWallet(walletId)
  }

  /** Refuses who has no part in the operation as if there were none. @param walletIds of its parties; null for outside */
  async assertSeesOperation(principal: Principal, id: string, walletIds: readonly (string | null)[]): Promise<void> {
    if (usesAllWallets(principal)) return
    const uses = await Promise.all(
      walletIds.map((walletId) => walletId !== null && this.mayUse(principal, BigInt(walletId))),
    )
    if (!uses.includes(true)) throw new Refused('not_found', `no operation with id: ${id}`)
  }

  /**
   * Throws NotTheirs for what only operators and admins ask for, and for money to go out of, or to be held in, a wallet that is not
   * the caller's, be there such a wallet or not.
   */
  async assertMayAsk(principal: Principal, operation: NewOperation | NewReversal): Promise<void> {
    if (usesAllWallets(principal)) return
    const refusal = await this.#refusalOf(principal, operation)
    if (refusal !== null) throw refusal
  }

  /** The same for many: what is refused of each, in their order. */
  async refusalsOf(principal: Principal, operations: readonly NewOperation[]): Promise<(NotTheirs | null)[]> {
    if (usesAllWallets(principal)) return operations.map(() => null)
    return Promise.all(operations.map((operation) => this.#refusalOf(principal, operation)))
  }

  async #refusalOf(principal: Principal, operation: NewOperation | NewReversal): Promise<NotTheirs | null> {
    const { kind } = operation
    // What is held is another's to count on; what is applied is another's to keep.
    if (kind === 'capture' || kind === 'release' || kind === 'reversal') {
      return new NotTheirs('kind', `only an operator or an admin may ask for a ${kind}`)
    }
    const { originId } = operation
    if (originId === null) return new NotTheirs('kind', 'only an operator or an admin may bring money in from outside')
    if (await this.mayUse(principal, originId)) return null
    return new NotTheirs('origin_wallet_id', `wallet ${originId} is not yours to pay from`)
  }

  mayUse(principal: Principal, walletId: bigint): boolean | Promise<boolean> {
    if (usesAllWallets(principal)) return true
    const { userId } = principal
    if (userId === null || !isWalletId(walletId)) return false
    const known = this.#owners.get(walletId)
    return known === undefined ? this.#ask(walletId).then((owner) => owner === userId) : known === userId
  }

  async #ask(walletId: bigint): Promise<string | undefined> {
    this.#asked.add(walletId)
    this.#answer ??= setImmediate().then(() => {
      const asked = [...this.#asked]
      this.#asked = new Set()
      this.#answer = undefined
      return this.#read(asked)
    })
    const owner = (await this.#answer).get(walletId)
    if (owner !== undefined) this.#remember(walletId, owner)
    return owner
  }

  #remember(walletId: bigint, owner: string): void {
    this.#owners.set(walletId, owner)
    if (this.#owners.size <= REMEMBERED_MAX) return
    for (const oldest of this.#owners.keys()) {
      this.#owners.delete(oldest)
      return
    }
  }
}
