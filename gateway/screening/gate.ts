import { setTimeout as delay } from 'node:timers/promises'
import { pauseMs } from '../../common/backoff.ts'

const PROBES = { firstMs: 100, mostMs: 2_000 }

export interface GateOptions {
  /** Whether somebody is there to pass to. */
  probe: (signal: AbortSignal) => Promise<boolean>
  /** From 0 up to 1. */
  random: () => number
}

/**
 * Holds callers back while nobody can serve them. One of them all looks again and again whether somebody can, and then all go on: those
 * that wait neither poll nor lose a moment.
 */
export class Gate {
  readonly #options: GateOptions
  readonly #stopping = new AbortController()
  #failures = 0
  #opening: Promise<void> | undefined

  constructor(options: GateOptions) {
    this.#options = options
  }

  /** Resolves when it is open. Returns whether it is within that time. */
  async opened(timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    if (this.#opening === undefined) return true
    const over = new AbortController()
    const ends = AbortSignal.any([over.signal, signal, this.#stopping.signal])
    const late = delay(timeoutMs, false, { signal: ends }).catch(() => false)
    try {
      return await Promise.race([this.#opening.then(() => !this.#stopping.signal.aborted), late])
    } finally {
      over.abort()
    }
  }

  /** Nobody was there. */
  close(): void {
    this.#failures += 1
    this.#opening ??= this.#open()
  }

  /** Somebody served. */
  served(): void {
    this.#failures = 0
  }

  async #open(): Promise<void> {
    const { probe, random } = this.#options
    const { signal } = this.#stopping
    for (;;) {
      await delay(pauseMs(this.#failures, PROBES, random()), undefined, { signal }).catch(() => {})
      if (signal.aborted || (await probe(signal).catch(() => false))) break
      this.#failures += 1
    }
    this.#opening = undefined
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#opening
  }
}
