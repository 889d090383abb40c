/** What of a wallet never changes. */
export interface Profile {
  id: number
  name: string | null
  country: string | null
  city: string | null
  /** The user whose it is; null: nobody's. */
  ownerId: string | null
  currency: string
  createdAt: string | null
}

/** The profiles of the wallets that were asked for lately, up to a number. */
export class Profiles {
  readonly #sizeMax: number
  readonly #profiles = new Map<number, Profile>()

  constructor(sizeMax: number) {
    this.#sizeMax = sizeMax
  }

  get(id: number): Profile | undefined {
    const profile = this.#profiles.get(id)
    if (profile === undefined) return undefined
    // The last to be forgotten.
    this.#profiles.delete(id)
    this.#profiles.set(id, profile)
    return profile
  }

  add(profile: Profile): void {
    this.#profiles.set(profile.id, profile)
    if (this.#profiles.size <= this.#sizeMax) return
    const [oldest] = this.#profiles.keys()
    if (oldest !== undefined) this.#profiles.delete(oldest)
  }
}
