import type { Log } from '../log.ts'
import type { Entry } from './entry.ts'
import type { Opening } from './lua/open-incarnation.ts'
import type { Write } from './lua/write-entries.ts'

/** The scripts of one Redis. Each may fail, be lost, or be carried out long after it failed. */
export interface CacheScripts {
  /** Milliseconds of Redis' clock. */
  now(): Promise<number>
  /** See `openIncarnation`. */
  open(opening: Opening): Promise<number | null>
  /** See `writeEntries`. */
  write(write: Write): Promise<number | null>
}

/** What one statement found in Postgres of a group. */
export interface Look {
  /** When it began, by the clock of the cache. */
  beganMs: number
  epoch: bigint
  generation: bigint
  /** Seq of the newest journal; 0 before the first. */
  head: bigint
  /** All of the group's, in micro-units by bank. Only there if they were asked for. */
  positions?: ReadonlyMap<number, bigint>
}

/** What the cache needs of a journal. */
export interface CommittedJournal {
  seq: bigint
  /** Of the group, as the commit was fenced by it. */
  generation: bigint
  entries: readonly Entry[]
  /** Of the banks that the journal concerns: what the group's journals up to it add to what each is owed. */
  positions: readonly { bankId: number; balance: bigint }[]
}

export interface GroupCacheOptions {
  group: number
  /** Of the lease. */
  epoch: bigint
  scripts: CacheScripts
  log: Log
  /** Monotonic; it goes on while the process is paused. */
  nowMs: () => number
  on: {
    /** Entries are in Redis; the oldest of them was committed so long ago. */
    written(entries: number, lagMs: number): void
    /** Entries that will not be. */
    dropped(entries: number): void
  }
  limits?: GroupCacheLimits
}

export interface GroupCacheLimits {
  /** Wallets whose balance may wait to be written. */
  waitingMax: number
  /** Wallets written in one call. */
  entriesPerCallMax: number
}

/** A full call takes Redis 8 ms. Of the default size of a batch, all of it fits in one. */
const LIMITS: GroupCacheLimits = { waitingMax: 40_000, entriesPerCallMax: 4_000 }
/** Journals remembered while a look at the positions is under way. */
const JOURNALS_MAX = 1_000
/** After a failure it waits so long before it tries again. */
const RETRY_MS = 250
/** What is as of a time that is younger by less is not worth a call. */
const BEAT_MS = 400

/**
 * Keeps the balances of one group in Redis for as long as the group is held. It never throws and never lets anybody wait:
 * what cannot be written is dropped.
 *
 * What makes it safe to read there without asking Postgres, whatever is lost, late, killed or started twice:
 *
 * - **As of.** Beside a group's entries stands the time *as of* which they are complete: every balance that was committed
 *   before it is there. It is the time at which the newest look at Postgres began that found the group exactly as it is
 *   known here (epoch, generation, newest journal), or at which the newest commit was sent, which proves the same; and
 *   never later than the commit of the oldest balance that still waits here. Readers believe entries for two seconds
 *   from then. So whatever ends the writing (a crash, a cut, a takeover, a move of wallets) ends the belief.
 * - **Redis' clock.** "As of" is told in the time of Redis, by a lower bound: the time in its last answer, plus what has
 *   passed here since that came, is never ahead of it. A call that is carried out late does not make anything look younger.
 * - **Incarnations.** All entries carry the incarnation of the group, epoch and a number, and count for no other. The
 *   holder begins another one, under which there is nothing, whenever it cannot be sure that Redis has everything
 *   that it committed: a call failed, balances were dropped, or the group was changed by somebody else. Redis refuses an
 *   incarnation that is not above the one that it knows, so that an old holder that wakes up cannot bring its own back.
 * - **No write is skipped.** A write names how many came before it in its incarnation; Redis refuses it unless it has
 *   counted as many. So a call that timed out and is carried out after all, a server that was restored to an older state
 *   and one that forgot the group are all noticed, and end the incarnation.
 * - **Moved wallets.** A write leaves alone what another group wrote of a younger journal. Whichever of the two is left
 *   standing: the move raised the generations of both groups, so that the incarnation it is of ends.
 */
export class GroupCache {
  readonly #options: GroupCacheOptions
  readonly #limits: GroupCacheLimits
  /** What Postgres has, as far as it is known; null: look. */
  #known: Known | null = null
  /** Complete as of this time, but for what waits. */
  #verifiedMs = Number.NEGATIVE_INFINITY
  /** When the commit that is under way began, and when there was last one. */
  #committing: number | null = null
  #committedMs = Number.NEGATIVE_INFINITY
  /** The newest journals while nothing is known, without gaps. */
  #journals: CommittedJournal[] = []

  /** Number of the newest incarnation that was begun. */
  #n = 0
  /** Writes that the open incarnation has; null: none is open. */
  #writes: number | null = null
  /** In order of `sinceMs`. */
  readonly #waiting = new Map<number, Waiting>()
  #positionsWaiting = new Map<number, bigint>()
  #overflowed = false
  #toldAsOfMs = Number.NEGATIVE_INFINITY
  /** An answer of Redis: its time, and when it came. */
  #redis: { timeMs: number; cameMs: number } | null = null
  #calling: Promise<void> | null = null
  #retryAtMs = Number.NEGATIVE_INFINITY
  #refused = false
  #closed = false

  constructor(options: GroupCacheOptions) {
    this.#options = options
    this.#limits = options.limits ?? LIMITS
  }

  /** What a look should bring at present: nothing while commits prove as much. */
  wants(): 'nothing' | 'look' | 'look with positions' {
    if (this.#known === null) return 'look with positions'
    return this.#options.nowMs() - this.#verifiedMs < BEAT_MS ? 'nothing' : 'look'
  }

  /** Somebody looked at Postgres. */
  seen(look: Look): void {
    if (look.epoch === this.#options.epoch) this.#compare(look)
    this.#pump()
  }

  /** A batch is about to be sent to the database. One at a time. */
  committing(): void {
    this.#committing = this.#options.nowMs()
  }

  /** The batch was committed, with this journal; null: it had none. */
  committed(journal: CommittedJournal | null): void {
    const sinceMs = this.#committing ?? this.#options.nowMs()
    this.#endCommit()
    if (journal !== null) this.#follow(journal, sinceMs)
    this.#pump()
  }

  /** The batch failed, or so it seems: if it was committed after all, a look or the next journal tells. */
  failed(): void {
    this.#endCommit()
  }

  /** Writes nothing more. Resolves when no call is under way. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#calling
  }

  #endCommit(): void {
    this.#committing = null
    this.#committedMs = this.#options.nowMs()
  }

  #compare({ beganMs, generation, head, positions }: Look): void {
    const known = this.#known
    if (known === null) {
      if (positions !== undefined) this.#learn({ beganMs, generation, head, positions })
    } else if (known.head === head && known.generation === generation) {
      this.#verifiedMs = Math.max(this.#verifiedMs, beganMs)
    } else if (this.#committing === null && this.#committedMs < beganMs && this.#verifiedMs < beganMs) {
      // A commit that was thought to have failed, or a wallet that moved or was changed.
      if (known.head === head) this.#regenerate(known, generation, beganMs)
      else this.#forget()
    }
  }

  #learn({ beganMs, generation, head, positions }: Required<Omit<Look, 'epoch'>>): void {
    const since = this.#journals.filter(({ seq }) => seq > head)
    const [first] = since
    // Too old to go on from.
    if (first !== undefined && first.seq !== head + 1n) return
    const newest = since.at(-1) ?? { seq: head, generation }
    this.#known = { generation: newest.generation, head: newest.seq, positions: new Map(positions) }
    for (const journal of since) addPositions(this.#known.positions, journal)
    this.#journals = []
    this.#verifiedMs = beganMs
  }

  /** Nothing is known any more: what is in Redis runs out. */
  #forget(): void {
    this.#known = null
    this.#journals = []
    this.#endIncarnation()
  }

  /** What a group adds to what banks are owed does not change with its wallets; what was written of these does. */
  #regenerate(known: Known, generation: bigint, sinceMs: number): void {
    known.generation = generation
    this.#verifiedMs = sinceMs
    this.#endIncarnation()
  }

  #follow(journal: CommittedJournal, sinceMs: number): void {
    const known = this.#known
    if (known === null || known.head + 1n !== journal.seq) {
      this.#remember(journal)
      return
    }
    if (known.generation !== journal.generation) this.#regenerate(known, journal.generation, sinceMs)
    known.head = journal.seq
    this.#verifiedMs = Math.max(this.#verifiedMs, sinceMs)
    addPositions(known.positions, journal)
    addPositions(this.#positionsWaiting, journal)
    // What comes before the incarnation is open is not of it.
    if (this.#writes === null) this.#options.on.dropped(journal.entries.length)
    else this.#await(journal.entries, sinceMs)
  }

  /** For the look that comes. */
  #remember(journal: CommittedJournal): void {
    if (this.#known !== null) this.#forget()
    const newest = this.#journals.at(-1)?.seq
    if (newest !== undefined && newest + 1n !== journal.seq) this.#journals = []
    this.#journals.push(journal)
    if (this.#journals.length > JOURNALS_MAX) this.#journals.shift()
    this.#options.on.dropped(journal.entries.length)
  }

  /** A wallet keeps its place: it has waited since its first change. */
  #await(entries: readonly Entry[], sinceMs: number): void {
    for (const entry of entries) {
      const earlier = this.#waiting.get(entry.walletId)
      if (earlier === undefined) this.#waiting.set(entry.walletId, { entry, sinceMs })
      else earlier.entry = entry
    }
    for (const id of this.#waiting.keys()) {
      if (this.#waiting.size <= this.#limits.waitingMax) break
      this.#waiting.delete(id)
      this.#overflowed = true
      this.#options.on.dropped(1)
    }
  }

  #endIncarnation(): void {
    this.#writes = null
    this.#overflowed = false
    this.#options.on.dropped(this.#waiting.size)
    this.#waiting.clear()
  }

  /** Makes the next call, if one is due and none is under way. */
  #pump(): void {
    if (this.#calling !== null || this.#closed || this.#known === null) return
    if (this.#options.nowMs() < this.#retryAtMs) return
    if (this.#overflowed) this.#endIncarnation()
    const call = this.#writes === null ? this.#open(this.#known) : this.#write(this.#writes)
    if (call === null) return
    this.#calling = call
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#calling = null
        this.#pump()
      })
  }

  async #open(known: Known): Promise<void> {
    const { scripts, group, epoch, nowMs } = this.#options
    this.#n += 1
    this.#positionsWaiting.clear()
    const positions = new Map(known.positions)
    const asOfMs = this.#verifiedMs
    this.#redis ??= { timeMs: await scripts.now(), cameMs: nowMs() }
    this.#came(await scripts.open({ group, epoch, n: this.#n, asOfMs: this.#redisTimeMs(asOfMs), positions }))
    // Forgotten in the meantime: what was opened is never written to.
    if (this.#known !== known) return
    this.#writes = 0
    this.#toldAsOfMs = asOfMs
  }

  #write(writes: number): Promise<void> | null {
    const oldestMs = this.#oldestMs()
    const entries = [...this.#firstWaiting()]
    const asOfMs = this.#asOfMs()
    const worth = entries.length > 0 || this.#positionsWaiting.size > 0 || asOfMs - this.#toldAsOfMs >= BEAT_MS
    if (!worth) return null
    const positions = this.#positionsWaiting
    this.#positionsWaiting = new Map()
    return this.#send({ writes, entries, positions, asOfMs, oldestMs })
  }

  async #send({ oldestMs, asOfMs, ...what }: Pick<Write, 'writes' | 'entries' | 'positions' | 'asOfMs'> & Oldest) {
    const { scripts, group, epoch, on, nowMs } = this.#options
    const { entries } = what
    const n = this.#n
    try {
      this.#came(await scripts.write({ ...what, group, epoch, n, asOfMs: this.#redisTimeMs(asOfMs) }))
    } catch (error) {
      on.dropped(entries.length)
      throw error
    }
    if (entries.length > 0) on.written(entries.length, nowMs() - oldestMs)
    if (this.#writes === null) return
    this.#writes = what.writes + 1
    this.#toldAsOfMs = asOfMs
  }

  /** Takes the longest waiting ones out. */
  *#firstWaiting(): Generator<Entry> {
    let count = 0
    for (const [id, { entry }] of this.#waiting) {
      if (count === this.#limits.entriesPerCallMax) return
      count += 1
      this.#waiting.delete(id)
      yield entry
    }
  }

  #asOfMs(): number {
    return Math.min(this.#verifiedMs, this.#oldestMs())
  }

  /** Since when something waits; infinite when nothing does. */
  #oldestMs(): number {
    const [oldest] = this.#waiting.values()
    return oldest?.sinceMs ?? Number.POSITIVE_INFINITY
  }

  /** Redis' clock at a moment of ours, or a little before. */
  #redisTimeMs(atMs: number): number {
    if (this.#redis === null) throw new Error('the time of Redis is not known')
    return this.#redis.timeMs + atMs - this.#redis.cameMs
  }

  #came(timeMs: number | null): void {
    if (timeMs === null) throw new Refusal()
    this.#redis = { timeMs, cameMs: this.#options.nowMs() }
    this.#refused = false
  }

  #fail(error: unknown): void {
    const { group, log, nowMs } = this.#options
    this.#redis = null
    this.#retryAtMs = nowMs() + RETRY_MS
    this.#endIncarnation()
    // That Redis is gone or slow is told by the connection. What it answers is told here, once.
    if (!(error instanceof Error) || error.name !== 'ReplyError' || this.#refused) return
    this.#refused = true
    log.warn({ group }, `Redis takes no balances: ${error.message}`)
  }
}

interface Known {
  generation: bigint
  head: bigint
  positions: Map<number, bigint>
}

interface Oldest {
  oldestMs: number
}

interface Waiting {
  entry: Entry
  /** When the commit was sent that changed it first. */
  sinceMs: number
}

/** Redis does not have the incarnation as it was left, or knows a later one. */
class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor() {
    super('refused')
  }
}

function addPositions(balances: Map<number, bigint>, { positions }: CommittedJournal): void {
  for (const { bankId, balance } of positions) balances.set(bankId, balance)
}
