import type { Clock } from './clock.ts'

/** The right to commit for a group under one epoch, as long as it is valid. */
export interface Lease {
  readonly group: number
  readonly epoch: bigint
  /**
   * Whether the lease certainly still is ours, by our own clock. Ask right before a commit. It is advice that saves work:
   * what makes a late commit impossible is the epoch, which the database checks.
   */
  isValid(): boolean
}

/** What the holder tells the processor. None of it may throw. */
export interface LeaseEvents {
  /** The group is ours: apply its operations under this lease. */
  granted(lease: Lease): void
  /** lost: stop at once, what is not committed is another's. Otherwise finish the batch, then release the group. */
  revoked(group: number, lost: boolean): void
  /** Operations were queued for these groups, which are ours. */
  workAvailable(groups: readonly number[]): void
  /** We have nothing of what we want. group: the one that we want, if one; holderName: empty when nobody has it. */
  waiting(group: number | undefined, holderName: string, reason: string): void
}

/** Group and epoch, as they travel. */
export interface LeaseKey {
  readonly group: number
  readonly epoch: bigint
}

interface Holding {
  readonly lease: Lease
  untilMs: number
  /** The gateway asked for the group. */
  askedBack: boolean
}

interface Release extends LeaseKey {
  readonly untilMs: number
  readonly answered: PromiseWithResolvers<void>
  /** Somebody may still wait for the answer. */
  isPending: boolean
}

/** The leases that this processor has, by its own clock. Every `untilMs` is a time of that clock. */
export interface HeldLeases {
  /** Returns what is ours in the database though it was given up, or is not wanted any more: it is to be released. */
  granted(key: LeaseKey, untilMs: number): LeaseKey[]
  /** Returns what is to be released, like `granted`. */
  renewed(keys: readonly LeaseKey[], untilMs: number): LeaseKey[]
  /** From now on what is not held yet is given up as it comes. */
  takeNoMore(): void
  lost(group: number): void
  askedBack(group: number): void
  /** Gives groups up at once. The promise resolves when the gateway knows, or when it no longer matters. */
  release(groups: Iterable<number>): { keys: LeaseKey[]; answered: Promise<void> }
  released(keys: readonly LeaseKey[]): void
  /** Drops what has run out. */
  expire(): void
  /** Nobody will answer any more: resolves what waits for it. */
  settle(): void
  /** When the next lease runs out, or ran out unnoticed; undefined when there is none. */
  nextExpiryMs(): number | undefined
  valid(): Lease[]
}

export function createHeldLeases(clock: Clock, on: Pick<LeaseEvents, 'granted' | 'revoked'>): HeldLeases {
  const holdings = new Map<number, Holding>()
  /** What was given up last, by group. The gateway may list it once more before it knows. */
  const releases = new Map<number, Release>()
  let takesMore = true

  const isGivenUp = ({ group, epoch }: LeaseKey) => (releases.get(group)?.epoch ?? -1n) >= epoch
  const answer = (release: Release | undefined) => {
    if (release === undefined) return
    release.isPending = false
    release.answered.resolve()
  }
  const giveUp = ({ group, epoch }: LeaseKey, untilMs: number, isPending: boolean): Release => {
    const release: Release = { group, epoch, untilMs, answered: Promise.withResolvers<void>(), isPending }
    // One given up earlier is over: the group was granted again since.
    answer(releases.get(group))
    releases.set(group, release)
    return release
  }
  const drop = (group: number) => {
    if (holdings.delete(group)) on.revoked(group, true)
  }
  const take = ({ group, epoch }: LeaseKey, untilMs: number) => {
    if (untilMs <= clock.nowMs()) return
    if (!takesMore) {
      giveUp({ group, epoch }, untilMs, false)
      return
    }
    const holding: Holding = {
      lease: { group, epoch, isValid: () => holdings.get(group) === holding && clock.nowMs() < holding.untilMs },
      untilMs,
      askedBack: false,
    }
    holdings.set(group, holding)
    on.granted(holding.lease)
  }
  const keep = (key: LeaseKey, untilMs: number) => {
    const holding = holdings.get(key.group)
    if (holding === undefined) return take(key, untilMs)
    if (key.epoch < holding.lease.epoch) return
    if (key.epoch === holding.lease.epoch) {
      holding.untilMs = Math.max(holding.untilMs, untilMs)
      return
    }
    drop(key.group)
    take(key, untilMs)
  }
  const expire = () => {
    const nowMs = clock.nowMs()
    for (const [group, { untilMs }] of [...holdings]) if (untilMs <= nowMs) drop(group)
    for (const release of releases.values()) if (release.untilMs <= nowMs) answer(release)
  }
  const told = (keys: readonly LeaseKey[], untilMs: number) => {
    expire()
    for (const key of keys) if (!isGivenUp(key)) keep(key, untilMs)
    return keys.filter(isGivenUp)
  }

  return {
    granted: (key, untilMs) => told([key], untilMs),
    renewed: told,
    takeNoMore() {
      takesMore = false
    },
    lost: drop,
    askedBack(group) {
      expire()
      const holding = holdings.get(group)
      if (holding === undefined || holding.askedBack) return
      holding.askedBack = true
      on.revoked(group, false)
    },
    release(groups) {
      const given = [...new Set(groups)].flatMap((group) => {
        const { lease, untilMs } = holdings.get(group) ?? {}
        if (lease === undefined || untilMs === undefined) return []
        holdings.delete(group)
        return [giveUp(lease, untilMs, true)]
      })
      const answered = Promise.all(given.map((release) => release.answered.promise)).then(() => {})
      return { keys: given.map(({ group, epoch }) => ({ group, epoch })), answered }
    },
    released(keys) {
      for (const key of keys) if (isGivenUp(key)) answer(releases.get(key.group))
    },
    expire,
    settle() {
      for (const release of releases.values()) answer(release)
    },
    nextExpiryMs() {
      const pending = [...releases.values()].filter(({ isPending }) => isPending)
      // Also what ran out since `expire` looked: it is due at once.
      const expiries = [...holdings.values(), ...pending].map(({ untilMs }) => untilMs)
      return expiries.length === 0 ? undefined : Math.min(...expiries)
    },
    valid: () => [...holdings.values()].map(({ lease }) => lease).filter((lease) => lease.isValid()),
  }
}
