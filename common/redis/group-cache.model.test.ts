import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestRedis, type TestRedis } from '../../test/redis.ts'
import { type CacheScripts, type CommittedJournal, GroupCache, type Look } from './group-cache.ts'
import { keysOf } from './keys.ts'
import { readPositions } from './lua/read-positions.ts'
import { readEntries } from './lua/read-wallets.ts'
import { cacheScripts } from './scripts.ts'

const keys = keysOf({ schemaName: 'walletmesh', id: 'model' })
const log = pino({ level: 'silent' })
const GROUPS = [1, 2]
const WALLETS = [1, 2, 3]
const BANK = 7
const LIMITS = { waitingMax: 2, entriesPerCallMax: 1 }
/** The time of this test is milliseconds since then: long before the present of the server, which believes all of it. */
const BASE_MS = Date.now() - 1_000_000_000
const AGE_MAX_MS = 2_000_000_000

let redis: TestRedis
beforeAll(async () => {
  redis = await startTestRedis()
})
afterAll(() => redis?.stop())

interface Call {
  carryOut(): Promise<number | null>
  answer(time: number | null): void
  fail(): void
}

interface Holder {
  group: number
  epoch: bigint
  cache: GroupCache
  /** Of its book. */
  generation: bigint
  commit: { wallet: number; amount: bigint; landed: CommittedJournal | 'failed' | null } | null
  look: Look | null
  calls: Call[]
}

interface Group {
  epoch: bigint
  generation: bigint
  /** Position of the bank after each journal, with when it was committed; of the first none was. */
  journals: { atMs: number; position: bigint }[]
  holder: Holder
}

/** Postgres, a processor after the other for each group, and a wire to a real Redis on which everything can happen to a call. */
class World {
  nowMs = 1
  readonly #wallets = new Map(WALLETS.map((id) => [id, { group: 1, history: [{ atMs: 0, balance: 0n }] }]))
  readonly #groups = new Map<number, Group>()
  readonly #holders: Holder[] = []
  /** Failed for who made them, and still on their way. */
  readonly #late: Call[] = []
  #saved: [string, Buffer][] = []
  readonly #scripts = cacheScripts(redis.client, keys)

  constructor() {
    for (const group of GROUPS) {
      const journals = [{ atMs: 0, position: 0n }]
      this.#groups.set(group, { epoch: 0n, generation: 0n, journals, holder: this.#holder(group, 0n, 0n) })
    }
  }

  #holder(group: number, epoch: bigint, generation: bigint): Holder {
    const calls: Call[] = []
    const call = (carryOut: () => Promise<number | null>) =>
      new Promise<number | null>((answer, reject) => {
        calls.push({ carryOut, answer, fail: () => reject(new Error('no answer')) })
      })
    const scripts: CacheScripts = {
      now: async () => Number(await call(async () => BASE_MS + this.nowMs)),
      open: (opening) => call(() => this.#scripts.open(opening)),
      write: (write) => call(() => this.#scripts.write(write)),
    }
    const on = { written() {}, dropped() {} }
    const cache = new GroupCache({ group, epoch, scripts, log, nowMs: () => this.nowMs, on, limits: LIMITS })
    const holder = { group, epoch, cache, generation, commit: null, look: null, calls }
    this.#holders.push(holder)
    return holder
  }

  takeover(pick: number): void {
    const group = this.#group(pick)
    const { commit, group: number } = group.holder
    if (commit !== null && commit.landed === null) commit.landed = 'failed'
    group.epoch += 1n
    group.holder = this.#holder(number, group.epoch, group.generation)
  }

  move(pick: number, to: number): void {
    const wallet = this.#wallet(pick)
    const target = GROUPS[to % GROUPS.length] ?? 1
    for (const group of new Set([wallet.group, target])) this.touch(group - 1)
    wallet.group = target
  }

  touch(pick: number): void {
    this.#group(pick).generation += 1n
  }

  begin(pick: number, walletPick: number, amount: bigint): void {
    const holder = this.#anyHolder(pick)
    if (holder.commit !== null) return
    holder.cache.committing()
    const own = WALLETS.filter((id) => this.#wallet(id - 1).group === holder.group)
    const candidates = own.length > 0 ? own : WALLETS
    holder.commit = { wallet: candidates[walletPick % candidates.length] ?? 1, amount, landed: null }
  }

  /** Postgres carries it out, or refuses. */
  land(pick: number): void {
    const holder = this.#anyHolder(pick)
    const group = this.#group(holder.group - 1)
    const { commit } = holder
    if (commit === null || commit.landed !== null) return
    const wallet = this.#wallet(commit.wallet - 1)
    const fits = holder.epoch === group.epoch && holder.generation === group.generation && wallet.group === holder.group
    if (!fits) {
      commit.landed = 'failed'
      return
    }
    const balance = (wallet.history.at(-1)?.balance ?? 0n) + commit.amount
    const position = (group.journals.at(-1)?.position ?? 0n) + commit.amount
    wallet.history.push({ atMs: this.nowMs, balance })
    group.journals.push({ atMs: this.nowMs, position })
    commit.landed = {
      seq: BigInt(group.journals.length - 1),
      generation: group.generation,
      entries: [{ walletId: commit.wallet, balance, held: 0n, floor: 0n, state: 'open', atUs: BigInt(this.nowMs) }],
      positions: [{ bankId: BANK, balance: position }],
    }
  }

  /** The processor learns what became of its commit, or takes it for failed, and reopens its book. */
  answer(pick: number, lost: boolean): void {
    const holder = this.#anyHolder(pick)
    const { commit } = holder
    if (commit === null || commit.landed === null) return
    holder.commit = null
    if (commit.landed !== 'failed' && !lost) holder.cache.committed(commit.landed)
    else {
      holder.cache.failed()
      holder.generation = this.#group(holder.group - 1).generation
    }
  }

  beginLook(pick: number): void {
    const holder = this.#anyHolder(pick)
    const { epoch, generation, journals } = this.#group(holder.group - 1)
    const positions = new Map([[BANK, journals.at(-1)?.position ?? 0n]])
    const withPositions = holder.cache.wants() === 'look with positions'
    const head = BigInt(journals.length - 1)
    holder.look = { beganMs: this.nowMs, epoch, generation, head, ...(withPositions && { positions }) }
  }

  endLook(pick: number): void {
    const holder = this.#anyHolder(pick)
    if (holder.look !== null) holder.cache.seen(holder.look)
    holder.look = null
  }

  async deliver(pick: number, fate: 'answered' | 'answer lost' | 'lost' | 'late'): Promise<void> {
    const call = this.#anyHolder(pick).calls.shift()
    if (call === undefined) return
    const time = fate === 'answered' || fate === 'answer lost' ? await call.carryOut() : null
    if (fate === 'answered') call.answer(time === null ? null : BASE_MS + this.nowMs)
    else call.fail()
    if (fate === 'late') this.#late.push(call)
  }

  async deliverLate(pick: number): Promise<void> {
    const [call] = this.#late.splice(pick % Math.max(1, this.#late.length), 1)
    await call?.carryOut()
  }

  async forget(pick: number): Promise<void> {
    const all = [...GROUPS.flatMap((group) => [keys.group(group), keys.positions(group)]), ...WALLETS.map(keys.wallet)]
    await redis.client.del(all[pick % all.length] ?? '')
  }

  async save(): Promise<void> {
    const names = await redis.client.keys('*')
    this.#saved = (await Promise.all(
      names.map(async (name) => [name, await redis.client.dumpBuffer(name)] as const),
    )) as [string, Buffer][]
  }

  async restore(): Promise<void> {
    await redis.client.flushall()
    await Promise.all(this.#saved.map(([name, value]) => redis.client.restore(name, 0, value)))
  }

  hits = 0

  /** What is read was true at some moment not before the time as of which it is said to be complete. Returns what is wrong. */
  async falsehoods(): Promise<string[]> {
    const wrong: string[] = []
    const entries = await readEntries(redis.client, keys, { ids: WALLETS, ageMaxMs: AGE_MAX_MS })
    for (const entry of entries) {
      if (entry === null) continue
      this.hits += 1
      const { history } = this.#wallet(entry.walletId - 1)
      const past = history.map(({ atMs, balance }) => ({ atMs, value: balance }))
      if (!couldBe(entry.balance, past, entry.asOfMs)) {
        wrong.push(`wallet ${entry.walletId}: ${entry.balance} as of ${entry.asOfMs - BASE_MS}, ${told(past)}`)
      }
    }
    for (const found of await readPositions(redis.client, keys, { groups: GROUPS, ageMaxMs: AGE_MAX_MS })) {
      if (found === null) continue
      const past = this.#group(found.group - 1).journals.map(({ atMs, position }) => ({ atMs, value: position }))
      const value = found.balances.get(BANK) ?? 0n
      if (!couldBe(value, past, found.asOfMs)) {
        wrong.push(`positions of ${found.group}: ${value} as of ${found.asOfMs - BASE_MS}, ${told(past)}`)
      }
    }
    return wrong
  }

  /** With all calls answered and Postgres looked at, everything that is committed can be read. */
  async settle(): Promise<void> {
    for (let round = 0; round < 6; round++) {
      for (let pick = 0; pick < 6 + this.#holders.length; pick++) {
        this.nowMs += 300
        this.land(pick)
        this.answer(pick, false)
        this.beginLook(pick)
        this.endLook(pick)
        await this.deliverAll(pick)
      }
    }
    for (const [number, { group }] of this.#wallets) {
      const pick = group - 1
      for (let attempt = 0; attempt < 2; attempt++) {
        this.begin(pick, WALLETS.filter((id) => this.#wallet(id - 1).group === group).indexOf(number), 1n)
        this.land(pick)
        this.answer(pick, false)
        await this.deliverAll(pick)
        this.nowMs += 300
        this.beginLook(pick)
        this.endLook(pick)
        await this.deliverAll(pick)
      }
    }
  }

  async deliverAll(pick: number): Promise<void> {
    const { calls } = this.#anyHolder(pick)
    for (await setImmediate(); calls.length > 0; await setImmediate()) await this.deliver(pick, 'answered')
  }

  balances(): bigint[] {
    return [...this.#wallets.values()].map(({ history }) => history.at(-1)?.balance ?? 0n)
  }

  positions(): bigint[] {
    return [...this.#groups.values()].map(({ journals }) => journals.at(-1)?.position ?? 0n)
  }

  #anyHolder(pick: number): Holder {
    const present = [...this.#groups.values()].map((group) => group.holder)
    const all = [...present, ...present, ...present, ...this.#holders]
    const holder = all[pick % all.length]
    if (holder === undefined) throw new Error('there is no holder')
    return holder
  }

  #group(pick: number): Group {
    const group = this.#groups.get(GROUPS[pick % GROUPS.length] ?? 1)
    if (group === undefined) throw new Error('there is no such group')
    return group
  }

  #wallet(pick: number) {
    const wallet = this.#wallets.get(WALLETS[pick % WALLETS.length] ?? 1)
    if (wallet === undefined) throw new Error('there is no such wallet')
    return wallet
  }
}

type Past = { atMs: number; value: bigint }[]

function couldBe(value: bigint, past: Past, asOfMs: number): boolean {
  const next = past.findIndex(({ atMs }) => BASE_MS + atMs >= asOfMs)
  const first = Math.max(0, next === -1 ? past.length - 1 : next - 1)
  return past.slice(first).some((one) => one.value === value)
}

function told(past: Past): string {
  return past.map(({ atMs, value }) => `${value} from ${atMs}`).join(', ')
}

const pick = fc.nat(11)
type Fate = 'answered' | 'answer lost' | 'lost' | 'late'
const anyFate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 5, arbitrary: fc.constant('answered') },
  { weight: 1, arbitrary: fc.constantFrom('answer lost', 'lost', 'late') },
)
const anEvent = <const Name extends string>(weight: number, ...names: Name[]) => ({
  weight,
  arbitrary: fc.record({
    event: fc.constantFrom(...names),
    pick,
    wallet: pick,
    amount: fc.bigInt(1n, 3n),
    fate: anyFate,
    ms: fc.nat(600),
  }),
})
const anyEvent = fc.oneof(
  anEvent(12, 'apply'),
  anEvent(8, 'refresh'),
  anEvent(10, 'deliver', 'deliverAll'),
  anEvent(8, 'begin', 'land', 'answer', 'answerLost', 'beginLook', 'endLook'),
  anEvent(2, 'deliverLate'),
  anEvent(2, 'wait'),
  anEvent(2, 'move'),
  anEvent(1, 'applyUnawares'),
  anEvent(2, 'touch', 'takeover', 'forget', 'save', 'restore'),
)
type AnyEvent = typeof anyEvent extends fc.Arbitrary<infer T> ? T : never

async function happen(world: World, { event, pick, wallet, amount, fate, ms }: AnyEvent): Promise<void> {
  world.nowMs += 1
  switch (event) {
    case 'apply':
    case 'applyUnawares':
      world.begin(pick, wallet, amount)
      world.land(pick)
      return world.answer(pick, event === 'applyUnawares')
    case 'refresh':
      world.nowMs += 400
      world.beginLook(pick)
      return world.endLook(pick)
    case 'begin':
      return world.begin(pick, wallet, amount)
    case 'land':
      return world.land(pick)
    case 'answer':
      return world.answer(pick, false)
    case 'answerLost':
      return world.answer(pick, true)
    case 'beginLook':
      return world.beginLook(pick)
    case 'endLook':
      return world.endLook(pick)
    case 'deliver':
      return world.deliver(pick, fate)
    case 'deliverAll':
      return world.deliverAll(pick)
    case 'deliverLate':
      return world.deliverLate(pick)
    case 'move':
      return world.move(wallet, pick)
    case 'touch':
      return world.touch(pick)
    case 'takeover':
      return world.takeover(pick)
    case 'forget':
      return world.forget(pick)
    case 'save':
      return world.save()
    case 'restore':
      return world.restore()
    default:
      world.nowMs += ms
  }
}

test('whatever is late, lost, restored, moved or taken over, what is read was true when it is said to have been, or later', async () => {
  let hits = 0
  await fc.assert(
    fc.asyncProperty(fc.array(anyEvent, { minLength: 40, maxLength: 120, size: 'max' }), async (events) => {
      await redis.client.flushall()
      const world = new World()
      for (const it of events) {
        await happen(world, it)
        await setImmediate()
        expect(await world.falsehoods()).toEqual([])
      }
      hits += world.hits
      await world.settle()
      expect(await world.falsehoods()).toEqual([])
      const entries = await readEntries(redis.client, keys, { ids: WALLETS, ageMaxMs: AGE_MAX_MS })
      expect(entries.map((entry) => entry?.balance)).toEqual(world.balances())
      const positions = await readPositions(redis.client, keys, { groups: GROUPS, ageMaxMs: AGE_MAX_MS })
      expect(positions.map((found) => found?.balances.get(BANK) ?? 0n)).toEqual(world.positions())
      expect(positions).not.toContain(null)
    }),
    { numRuns: 300, endOnFailure: true },
  )

  expect(hits).toBeGreaterThan(1_000)
})
