import type { Log } from '../../common/log.ts'
import type { Service } from '../../common/service.ts'

const INTERVAL_MS = 60_000

export interface KeyUsesOptions {
  /** Says of all these keys that they were used in this minute. */
  write: (keyIds: readonly string[]) => Promise<void>
  log: Log
}

/** Notes when API keys were used last, to the minute: a write a minute for all of them, and none for a request. */
export class KeyUses implements Service {
  readonly #options: KeyUsesOptions
  #used = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(options: KeyUsesOptions) {
    this.#options = options
  }

  used(keyId: string): void {
    this.#used.add(keyId)
  }

  async start(): Promise<void> {
    this.#timer = setInterval(() => this.#flush(), INTERVAL_MS)
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#flush()
    await this.#writing
  }

  #flush(): void {
    if (this.#used.size === 0) return
    const used = [...this.#used]
    this.#used = new Set()
    this.#writing = this.#writing
      .then(() => this.#options.write(used))
      .catch((err: unknown) => this.#options.log.debug({ err }, 'the use of keys was not noted'))
  }
}
