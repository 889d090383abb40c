import type { Pool } from '../../common/database/pool.ts'
import { Refused } from '../errors.ts'
import type { Party } from './party.ts'
import { type Found, findAccounts } from './sql/find-accounts.ts'
import { openAccounts } from './sql/open-accounts.ts'

export interface AccountsOptions {
  reads: Pool
  /** Pipelined; its transactions share the topology's lock. */
  writes: Pool
  /** Accounts that are remembered at most. */
  remembered?: number
}

const REMEMBERED = 200_000

/**
 * The wallets of clearing accounts. An account keeps its wallet for ever, so what was found once is remembered; it is found in
 * about a microsecond then, and costs the payment no statement of its own.
 */
export class Accounts {
  readonly #reads: Pool
  readonly #writes: Pool
  readonly #generationMax: number
  // Two generations instead of a list in order of use: what was not asked for while one filled up is forgotten.
  #young = new Map<string, bigint>()
  #old = new Map<string, bigint>()

  constructor({ reads, writes, remembered = REMEMBERED }: AccountsOptions) {
    this.#reads = reads
    this.#writes = writes
    this.#generationMax = Math.ceil(remembered / 2)
  }

  /** In their order; those that are not remembered in one statement. Names of accounts must be well-formed. */
  async find(parties: readonly Party[]): Promise<Found[]> {
    return this.#lookUp(parties, (missing) => findAccounts(this.#reads, missing))
  }

  /**
   * Opens the accounts that known banks do not have yet, all in one statement, and returns every wallet. Throws a RangeError
   * for a bank that is not known: `find` tells of it first.
   */
  async open(parties: readonly Party[]): Promise<bigint[]> {
    const found = await this.#lookUp(parties, (missing) => openAccounts(this.#writes, missing))
    return found.map((one, i) => {
      if (typeof one !== 'bigint') throw new RangeError(`account ${parties[i]?.account} was not opened: ${one}`)
      return one
    })
  }

  async #lookUp(parties: readonly Party[], ask: (missing: readonly Party[]) => Promise<Found[]>): Promise<Found[]> {
    const known = parties.map((party) => this.#recall(keyOf(party)))
    if (known.every((one) => one !== undefined)) return known
    const missing = new Map(parties.filter((_, i) => known[i] === undefined).map((party) => [keyOf(party), party]))
    const answers = await ask([...missing.values()])
    const found = new Map([...missing.keys()].map((key, i) => [key, answers[i]]))
    for (const [key, wallet] of found) if (typeof wallet === 'bigint') this.#remember(key, wallet)
    return parties.map((party, i) => {
      const one = known[i] ?? found.get(keyOf(party))
      if (one === undefined) throw new RangeError('an account without an answer')
      return one
    })
  }

  #recall(key: string): bigint | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old !== undefined) this.#remember(key, old)
    return old
  }

  #remember(key: string, wallet: bigint): void {
    if (this.#young.size >= this.#generationMax && !this.#young.has(key)) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, wallet)
  }
}

function keyOf({ bankId, account }: Party): string {
  return `${bankId}/${account}`
}

export function noBank(bankId: number | string): Refused {
  return new Refused('not_found', `no bank with id: ${bankId}`)
}

export function noAccount({ bankId, account }: Party): Refused {
  return new Refused('not_found', `bank ${bankId} has no account ${account}`)
}
