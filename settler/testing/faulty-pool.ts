import type { Client, Pool } from '../../common/database/pool.ts'

/** How a statement fails: nothing of it happened, or it happened and its answer is lost. */
export type Fault = 'refused' | 'unheard'

export class Struck extends Error {}

/** A pool whose nth statement fails, counted from 1 over all of its sessions. */
export class FaultyPool {
  readonly pool: Pool
  statements = 0
  readonly #at: number
  readonly #fault: Fault

  constructor(pool: Pool, at: number, fault: Fault) {
    this.#at = at
    this.#fault = fault
    this.pool = new Proxy(pool, {
      get: (target, name) => {
        if (name === 'query') return this.#query(target)
        if (name === 'connect') return async () => this.#client(await target.connect())
        const value = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }

  get struck(): boolean {
    return this.statements >= this.#at
  }

  #client<C extends Client>(client: C): C {
    return new Proxy(client, {
      get: (target, name) => {
        if (name === 'query') return this.#query(target)
        const value = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }

  #query(target: Pool | Client) {
    return async (...args: unknown[]) => {
      this.statements += 1
      const isStruck = this.statements === this.#at
      if (isStruck && this.#fault === 'refused') throw new Struck(`statement ${this.#at} is refused`)
      const result = await (target.query as (...all: unknown[]) => Promise<unknown>)(...args)
      if (isStruck) throw new Struck(`the answer to statement ${this.#at} is lost`)
      return result
    }
  }
}
