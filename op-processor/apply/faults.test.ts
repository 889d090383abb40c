import type { PoolClient } from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isRetryable } from '../../common/database/errors.ts'
import type { Pool } from '../../common/database/pool.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { applyBatch } from './apply-batch.ts'
import { TestLedger } from './fixtures/ledger.ts'
import { openApplyStore } from './store.ts'

let database: TestDatabase
let ledger: TestLedger
beforeEach(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database)
})
afterEach(async () => {
  await ledger.close()
  await database.drop()
})

/**
 * What happens to a statement. `refused`: the server answers with an error in its place. `cut`: the connection is lost
 * before it is sent. `unheard`: it is done, and the connection is lost before the answer arrives.
 */
type Fault = 'refused' | 'cut' | 'unheard'

const FRAMES_TRANSACTION = /^(begin|commit|rollback)/
/** Its name, when it is a prepared one. */
const textOf = (query: unknown) =>
  String(typeof query === 'object' && query !== null && 'name' in query ? query.name : query)

/** A pool that meets one fault, at its statement number `at`, counted from 1. */
class FaultyPool {
  readonly pool: Pool
  readonly #at: number
  readonly #fault: Fault
  /** The statement that met it, and whether it was one of a transaction; undefined as long as none did. */
  struck: { text: string; inTransaction: boolean } | undefined
  #statements = 0

  constructor(real: Pool, at: number, fault: Fault) {
    this.#at = at
    this.#fault = fault
    const query = async (...args: unknown[]) => {
      const client = await real.connect()
      let lost: Error | undefined
      const onError = (error: Error) => {
        lost = error
      }
      client.on('error', onError)
      try {
        return await this.#run(client, args, false)
      } finally {
        client.off('error', onError)
        client.release(lost)
      }
    }
    const connect = async () => {
      const client = await real.connect()
      return over(client, {
        query: (...args: unknown[]) => this.#run(client, args, true),
        release: client.release.bind(client),
      })
    }
    this.pool = over(real, { query, connect })
  }

  async #run(client: PoolClient, args: unknown[], inTransaction: boolean): Promise<unknown> {
    const send = () => Reflect.apply(client.query, client, args) as Promise<unknown>
    this.#statements += 1
    const text = textOf(args[0])
    if (this.#statements !== this.#at) return send()
    // The server refuses no such statement.
    if (this.#fault === 'refused' && FRAMES_TRANSACTION.test(text)) return send()
    this.struck = { text, inTransaction }
    if (this.#fault === 'refused') return client.query('select 1 / 0')
    if (this.#fault === 'unheard') await send()
    const socket = (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream
    socket.destroy()
    return client.query('select 1')
  }
}

/** The object with some of its methods replaced. */
function over<T extends object>(real: T, methods: Record<string, unknown>): T {
  return new Proxy(real, {
    get: (target, name) => {
      if (typeof name === 'string' && name in methods) return methods[name]
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/**
 * Queues for group 1: a transfer within it, one to group 2, a decline, a stray, holds and what ends them; each with wallets of
 * their own.
 */
async function scenario(): Promise<{ wallets: number[]; operations: string[] }> {
  const wallets = await ledger.addWallets(
    { balance: 1_000n },
    {},
    { group: 2, currency: 'EUR' },
    { balance: 50n },
    { group: 2, state: 'closed' },
  )
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = wallets
  const [payer = 0, shop = 0] = await ledger.addWallets({ balance: 150n }, { group: 2 })
  await ledger.drain()
  const holds = await ledger.queue(
    { kind: 'hold', from: payer, amount: 100n },
    { kind: 'hold', from: payer, amount: 30n },
    { kind: 'hold', from: payer, amount: 10n },
  )
  const [captured = '', released = ''] = holds
  const operations = await ledger.queue(
    { kind: 'capture', from: payer, to: shop, amount: 60n, relatedId: captured },
    { kind: 'release', from: payer, amount: 30n, relatedId: released },
    { from: a, to: b, amount: 100n },
    { from: a, to: c, amount: 200n },
    { from: a, to: b, amount: 5_000n },
    { from: d, to: b, amount: 30n },
    { from: b, to: e, amount: 40n },
  )
  await ledger.move(d, 2, { retag: false })
  return { wallets: [...wallets, payer, shop], operations: [...holds, ...operations] }
}

interface Result {
  balances: bigint[]
  held: bigint[]
  operations: unknown[]
  postings: unknown[]
  transit: Record<string, bigint>
}

async function resultOf({ wallets, operations }: { wallets: number[]; operations: string[] }): Promise<Result> {
  const { rows: ended } = await ledger.pool.query(
    `select status, reason, debit, credit, o.group_id from unnest($1::uuid[]) with ordinality as t (id, n)
     join operations o using (id) order by n`,
    [operations],
  )
  const { rows: postings } = await ledger.pool.query(
    `select array_position($1::bigint[], wallet_id) as wallet, array_position($2::uuid[], operation_id) as operation,
       kind, amount, balance, group_id
     from postings where wallet_id = any ($1) order by wallet, group_id, journal_seq, line`,
    [wallets, operations],
  )
  const balances = await ledger.balances(...wallets)
  const held = await ledger.heldOf(...wallets)
  return { balances, held, operations: ended, postings, transit: await ledger.held('transit') }
}

/** Applies everything; the fault strikes somewhere on the way. Checks that whatever failed changed nothing. */
async function drainWith(faulty: FaultyPool, fault: Fault): Promise<void> {
  const store = openApplyStore(faulty.pool)
  for (let groups = await ledger.queuedGroups(); groups.length > 0; groups = await ledger.queuedGroups()) {
    for (const group of groups) {
      const before = await ledger.contents()
      const lease = { group, epoch: await ledger.epoch(group) }
      try {
        await applyBatch({ store, lease, batchSizeMax: 100 })
      } catch (error) {
        expect(faulty.struck, String(error)).toBeDefined()
        expect(isRetryable(error), String(error)).toBe(fault !== 'refused')
        await sessionsAtRest()
        // Statements of a transaction travel together: when an answer is lost, the commit may be done all the same.
        const isUnknown = fault === 'unheard' && faulty.struck?.inTransaction
        if (!isUnknown) expect(await ledger.contents()).toBe(before)
      }
    }
  }
}

/** Until the server has noticed that a connection is gone. */
async function sessionsAtRest(): Promise<void> {
  const busy = `
    select from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' and state <> 'idle'`
  await vi.waitFor(async () => expect((await ledger.pool.query(busy)).rowCount).toBe(0))
}

const STATEMENTS = [
  'group',
  'steps',
  'present',
  'wallets',
  'holds',
  'lock-shared',
  'assert-lease',
  'take',
  'put-back',
  'record',
]

describe('a fault at any statement', () => {
  test.each<[Fault, string[]]>([
    ['refused', STATEMENTS],
    ['cut', ['begin isolation level read committed', 'commit', ...STATEMENTS]],
    ['unheard', ['begin isolation level read committed', 'commit', ...STATEMENTS]],
  ])(
    'that is %s leaves nothing half done, and trying again gives what there would be without it',
    async (fault, statements) => {
      const calm = await scenario()
      await ledger.drain()
      const expected = await resultOf(calm)
      expect(expected).toMatchObject({
        balances: [700n, 130n, 182n, 20n, 0n, 90n, 60n],
        held: [0n, 0n, 0n, 0n, 0n, 10n, 0n],
        transit: {},
      })

      const struck = new Set<string>()
      let quietRounds = 0
      for (let at = 1; quietRounds < 3; at += 1) {
        const story = await scenario()
        const faulty = new FaultyPool(ledger.pool, at, fault)
        await drainWith(faulty, fault)
        expect(await resultOf(story)).toEqual(expected)
        if (faulty.struck === undefined) quietRounds += 1
        else struck.add(faulty.struck.text)
      }
      expect([...struck].sort()).toEqual(statements.toSorted())
    },
  )
})
