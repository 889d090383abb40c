import { arrayLiteral } from '../../../common/database/arrays.ts'
import { shareGroup } from '../../../common/database/locks.ts'
import type { Client } from '../../../common/database/pool.ts'
import type { SystemAccountKind } from '../../../ledger/decide.ts'
import { parseRate, type Rate, type Rates } from '../../../ledger/exchange.ts'
import { systemAccountKey } from '../../../ledger/journal.ts'
import type { Wallet } from '../../../ledger/operation.ts'
import type { GroupState } from '../store.ts'
import { required, textRows } from './query.ts'

const GROUP_STATE = `
  select g.epoch, now(), j.seq, j.hash
  from groups g
  left join lateral (select seq, hash from journals where group_id = g.id order by seq desc limit 1) j on true
  where g.id = $1`

export async function lockGroup(client: Client, group: number): Promise<GroupState> {
  // A statement of its own before the one that reads: that one's snapshot must be younger than the lock.
  const [, rows] = await Promise.all([shareGroup(client, group), textRows(client, 'group-state', GROUP_STATE, [group])])
  const [epoch, at, seq, hash] = rows[0] ?? []
  const head = seq == null ? null : { seq: BigInt(seq), hash: Buffer.from(required(hash).slice(2), 'hex') }
  return { epoch: BigInt(required(epoch)), at: required(at), head }
}

export async function readRates(client: Client): Promise<Rates> {
  const rows = await textRows(client, 'rates', 'select code, usd_per_unit from currencies', [])
  return new Map(rows.map(([code, rate]) => [required(code), rateOf(required(rate))]))
}

export async function readSystemBalances(client: Client, group: number): Promise<Map<string, bigint>> {
  const text = 'select kind, currency, balance from system_accounts where group_id = $1'
  const rows = await textRows(client, 'system-balances', text, [group])
  return new Map(
    rows.map(([kind, currency, balance]) => [
      systemAccountKey(kind as SystemAccountKind, required(currency)),
      BigInt(required(balance)),
    ]),
  )
}

const WALLETS = `
  select id, group_id, currency, state, balance, floor from wallets where id = any($1::bigint[])`

export async function readWallets(client: Client, ids: readonly number[]): Promise<Map<number, Wallet>> {
  const rows = await textRows(client, 'wallets', WALLETS, [arrayLiteral(ids)])
  const wallets = new Map<number, Wallet>()
  for (const [idText, group, currency, state, balance, floor] of rows) {
    const id = Number(idText)
    wallets.set(id, {
      id,
      group: Number(group),
      currency: required(currency),
      state: state as Wallet['state'],
      balance: BigInt(required(balance)),
      floor: floor == null ? null : BigInt(floor),
    })
  }
  return wallets
}

export function rateOf(text: string): Rate {
  const rate = parseRate(text)
  if (rate === null) throw new Error(`the stored rate ${text} is not a positive decimal`)
  return rate
}
