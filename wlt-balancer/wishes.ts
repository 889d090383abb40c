import { BalancerRefused } from './errors.ts'
import type { RebalanceSettings } from './rebalance.ts'

/** How many groups there shall be, and by what wallets are weighed. */
export type Wish = Pick<RebalanceSettings, 'groupCount' | 'weight'>

export interface Asked {
  wish: Wish
  /** Settled when moving begins, with the rebalance's id, or when it does not come to that. */
  begun: PromiseWithResolvers<bigint>
}

/** One wish at a time, from when it is asked for until its moving begins. */
export class Wishes {
  #asked: Asked | undefined
  #onAsked = () => {}

  /** Resolves with the rebalance's id. Throws BalancerRefused while another wish waits. */
  ask(wish: Wish): Promise<bigint> {
    if (this.#asked !== undefined) throw underWay()
    const begun = Promise.withResolvers<bigint>()
    this.#asked = { wish, begun }
    this.#onAsked()
    return begun.promise
  }

  get waits(): boolean {
    return this.#asked !== undefined
  }

  /** Takes the wish that waits. */
  take(): Asked | undefined {
    const asked = this.#asked
    this.#asked = undefined
    return asked
  }

  /** Calls this once, at the next wish. */
  onAsked(call: () => void): void {
    this.#onAsked = call
  }
}

export function underWay(): BalancerRefused {
  return new BalancerRefused('rebalance_running', 'a rebalance is under way: ask again when it is finished')
}
