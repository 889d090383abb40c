import { addAbortSignal } from 'node:stream'
import { to as copyTo } from 'pg-copy-streams'
import type { Client } from '../common/database/pool.ts'
import { NumberRows } from './number-rows.ts'
import type { Trades } from './partition/neighbours.ts'
import { operationsQuery, WALLETS_QUERY, type Weight } from './sql/activity.ts'
import { TradeTable } from './trade-table.ts'
import { WalletTable } from './wallet-table.ts'

/** What wallets did, by index: first those that did anything, in order of id, then others. */
export interface Activity {
  /** Wallet ids; exact up to 2^53. */
  readonly ids: Float64Array
  readonly groups: Uint32Array
  /** Operations that the wallet had part in during the window, or microseconds spent on them. */
  readonly weights: Uint32Array
  /** Wallets that are not among these because they did nothing, by group from 1 on. */
  readonly idle: Uint32Array
  /** Transfers, payments and reversals, between two wallets each. */
  readonly trades: Trades
  /** The share of all transfers that `trades` was taken from, at random: 1, 1/2, 1/4 and so on. */
  readonly sampled: number
}

export interface CountOptions {
  windowMs: number
  weight: Weight
  /** Groups above this vanish: wallets in them are listed though they did nothing. */
  groupCount: number
  /** Lists all wallets that did nothing. */
  listIdle: boolean
}

const WEIGHT_MAX = 2 ** 32 - 1
const NS_PER_US = 1000
const GROUPS_MAX = 65_536
// 100 MB. Affinity needs the many pairs that trade once: of the 2,900,000 pairs of 3,400,000 transfers among communities, all
// of them cut crossings from 88% to 20%, and half of the transfers to 49%.
const PAIRS_MAX = 4_000_000

/**
 * Counts what ended in the last `windowMs`, by the database's clock, in one snapshot. Takes no locks. When it is aborted, or
 * fails, the session is of no more use.
 */
export async function countActivity(client: Client, options: CountOptions, signal: AbortSignal): Promise<Activity> {
  signal.throwIfAborted()
  const count = new ActivityCount(options, PAIRS_MAX)
  await client.query('begin isolation level repeatable read, read only')
  // Idle wallets come in the order of the scan, which should be the same every time.
  await client.query('set local synchronize_seqscans = off')
  await read(client, operationsQuery(options.windowMs, options.weight), count.operations, signal)
  await read(client, WALLETS_QUERY, count.wallets, signal)
  await client.query('commit')
  return count.activity()
}

async function read(client: Client, copy: string, rows: NumberRows, signal: AbortSignal): Promise<void> {
  const chunks = client.query(copyTo(copy))
  addAbortSignal(signal, chunks)
  for await (const chunk of chunks) rows.push(chunk)
}

/** Adds up operations, and then looks for the groups of the wallets that they were of. */
export class ActivityCount {
  readonly #options: CountOptions
  readonly #active = new WalletTable()
  readonly #trades: TradeTable
  readonly #idle = new Uint32Array(GROUPS_MAX)
  readonly #idleListed = new Columns()
  #sums = new Float64Array(1)
  #groups = new Uint32Array()

  constructor(options: CountOptions, pairsMax: number) {
    this.#options = options
    this.#trades = new TradeTable(pairsMax)
  }

  /** To be fed with the operations first. */
  get operations(): NumberRows {
    const byCost = this.#options.weight === 'cost'
    return new NumberRows(byCost ? 3 : 2, (row) => {
      const weight = byCost ? (row[2] as number) : 1
      const origin = row[0] === 0 ? -1 : this.#add(row[0] as number, weight)
      const target = row[1] === 0 ? -1 : this.#add(row[1] as number, weight)
      if (origin >= 0 && target >= 0) this.#trades.add(origin, target)
    })
  }

  /** To be fed with all wallets then. */
  get wallets(): NumberRows {
    this.#groups = new Uint32Array(this.#active.count)
    const { listIdle, groupCount } = this.#options
    return new NumberRows(2, (row) => {
      const [id, group] = [row[0] as number, row[1] as number]
      const number = this.#active.numberOf(id)
      if (number >= 0) this.#groups[number] = group
      else if (listIdle || group > groupCount) this.#idleListed.add(id, group)
      else this.#idle[group - 1] = (this.#idle[group - 1] as number) + 1
    })
  }

  activity(): Activity {
    // Operations may name wallets that do not exist.
    const known = this.#active.ids.filter((_, number) => (this.#groups[number] as number) > 0).sort()
    const idle = this.#idleListed
    const ids = new Float64Array(known.length + idle.count)
    const groups = new Uint32Array(ids.length)
    const weights = new Uint32Array(ids.length)
    const itemOf = new Int32Array(this.#active.count).fill(-1)
    for (let item = 0; item < known.length; item += 1) {
      const number = this.#active.numberOf(known[item] as number)
      itemOf[number] = item
      groups[item] = this.#groups[number] as number
      weights[item] = this.#weightOf(this.#sums[number] as number)
    }
    ids.set(known)
    ids.set(idle.ids, known.length)
    groups.set(idle.groups, known.length)
    const { sampled } = this.#trades
    return { ids, groups, weights, idle: this.#idle, trades: this.#trades.trades(itemOf), sampled }
  }

  #add(id: number, weight: number): number {
    const number = this.#active.add(id)
    if (number >= this.#sums.length) this.#sums = grown(this.#sums, new Float64Array(2 * this.#sums.length))
    this.#sums[number] = (this.#sums[number] as number) + weight
    return number
  }

  /** Whoever did something has weight. */
  #weightOf(sum: number): number {
    if (this.#options.weight === 'count') return Math.min(sum, WEIGHT_MAX)
    return Math.min(Math.max(1, Math.round(sum / NS_PER_US)), WEIGHT_MAX)
  }
}

class Columns {
  #ids = new Float64Array(1)
  #groups = new Uint32Array(1)
  count = 0

  get ids(): Float64Array {
    return this.#ids.subarray(0, this.count)
  }

  get groups(): Uint32Array {
    return this.#groups.subarray(0, this.count)
  }

  add(id: number, group: number): void {
    if (this.count === this.#ids.length) {
      this.#ids = grown(this.#ids, new Float64Array(2 * this.count))
      this.#groups = grown(this.#groups, new Uint32Array(2 * this.count))
    }
    this.#ids[this.count] = id
    this.#groups[this.count++] = group
  }
}

function grown<Values extends Float64Array | Uint32Array>(values: Values, larger: Values): Values {
  larger.set(values)
  return larger
}
