import type { Principal } from './principal.ts'

/** What a credential stood for when it was read. */
export interface Reading {
  principal: Principal
  /** Of the users, sessions and keys that it rests on. */
  restsOn: readonly string[]
  /** When the credential itself ends, in milliseconds since 1970; null: not by itself. */
  endsAtMs: number | null
}

export interface PrincipalsOptions {
  /** Reads what an Authorization header stands for now. Rejects when it stands for nobody. */
  read: (authorization: string) => Promise<Reading>
  nowMs: () => number
}

interface Entry extends Reading {
  untilMs: number
}

/** What is remembered longer than this is read again, also when no notice says that it changed. */
export const REMEMBERED_MS = 5_000
const ENTRIES_MAX = 10_000

/**
 * Callers by what they show, so that a busy one costs a look-up in memory. Rights are read from the database, never from a
 * token; a change reaches every gateway by a notice, or else when the entry is old. What stands for nobody is not
 * remembered: guesses would push others out.
 */
export class Principals {
  readonly #options: PrincipalsOptions
  readonly #entries = new Map<string, Entry>()
  readonly #reading = new Map<string, Promise<Principal>>()
  #generation = 0

  constructor(options: PrincipalsOptions) {
    this.#options = options
  }

  of(authorization: string): Principal | Promise<Principal> {
    const entry = this.#entries.get(authorization)
    if (entry !== undefined && entry.untilMs > this.#options.nowMs()) return entry.principal
    const reading = this.#reading.get(authorization)
    if (reading !== undefined) return reading
    const started = this.#read(authorization).finally(() => {
      if (this.#reading.get(authorization) === started) this.#reading.delete(authorization)
    })
    this.#reading.set(authorization, started)
    return started
  }

  /** Something changed of the user, session or key. */
  forget(id: string): void {
    this.#interrupt()
    for (const [authorization, { restsOn }] of this.#entries) {
      if (restsOn.includes(id)) this.#entries.delete(authorization)
    }
  }

  /** Changes may have been missed. */
  forgetAll(): void {
    this.#interrupt()
    this.#entries.clear()
  }

  /** What is being read may be from before the change: whoever waits for it came before, too, but nobody else gets it. */
  #interrupt(): void {
    this.#generation += 1
    this.#reading.clear()
  }

  async #read(authorization: string): Promise<Principal> {
    const { nowMs, read } = this.#options
    const generation = this.#generation
    const startedAtMs = nowMs()
    const reading = await read(authorization)
    if (generation === this.#generation) {
      const untilMs = Math.min(startedAtMs + REMEMBERED_MS, reading.endsAtMs ?? Number.POSITIVE_INFINITY)
      this.#remember(authorization, { ...reading, untilMs })
    }
    return reading.principal
  }

  #remember(authorization: string, entry: Entry): void {
    // The newest stand last.
    this.#entries.delete(authorization)
    this.#entries.set(authorization, entry)
    if (this.#entries.size <= ENTRIES_MAX) return
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest)
      return
    }
  }
}
