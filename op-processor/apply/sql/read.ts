import { arrayLiteral } from '../../../common/database/arrays.ts'
import type { Pool } from '../../../common/database/pool.ts'
import type { SystemAccountKind } from '../../../ledger/decision.ts'
import { parseRate, type Rate } from '../../../ledger/exchange.ts'
import { systemAccountKey } from '../../../ledger/journal.ts'
import type {
  Conversion,
  DeclineReason,
  Hold,
  Operation,
  OperationKind,
  QueuedStep,
  TransferConversion,
  Wallet,
} from '../../../ledger/operation.ts'
import type { GroupState, Present, Queued } from '../store.ts'

type Text = string | null

const asText = { getTypeParser: () => (value: string) => value }

/**
 * Runs a prepared statement and returns its rows as arrays of text: the reader of each column converts it, which spares
 * an object per row and a bigint per id.
 */
async function textRows(pool: Pool, name: string, text: string, values: unknown[]): Promise<Text[][]> {
  const { rows } = await pool.query<Text[]>({ name, text, values, rowMode: 'array', types: asText })
  return rows
}

// All in one statement, so of one snapshot: after a commit whose outcome was unknown, the newest journal must not meet the balances
// from before it.
const GROUP = `
  select 'group', g.epoch::text, g.generation::text, j.seq::text, j.hash::text
  from groups g
  left join lateral (select seq, hash from journals where group_id = g.id order by seq desc limit 1) j on true
  where g.id = $1
  union all
  select 'account', kind, currency, balance::text, null from system_accounts where group_id = $1
  union all
  select 'position', bank_id::text, balance::text, null, null from bank_positions where group_id = $1`

export async function readGroup(pool: Pool, group: number): Promise<GroupState> {
  const rows = await textRows(pool, 'group', GROUP, [group])
  const of = (what: string) => rows.filter(([kind]) => kind === what).map(([, ...fields]) => fields)
  const [epoch, generation, seq, hash] = of('group')[0] ?? []
  return {
    epoch: BigInt(required(epoch)),
    generation: BigInt(required(generation)),
    head: seq == null ? null : { seq: BigInt(seq), hash: Buffer.from(required(hash).slice(2), 'hex') },
    systemBalances: new Map(
      of('account').map(([kind, currency, balance]) => [
        systemAccountKey(kind as SystemAccountKind, required(currency)),
        BigInt(required(balance)),
      ]),
    ),
    positions: new Map(of('position').map(([bankId, balance]) => [Number(bankId), BigInt(required(balance))])),
  }
}

const PRESENT = 'select now(), code, usd_per_unit from currencies'

export async function readPresent(pool: Pool): Promise<Present> {
  const rows = await textRows(pool, 'present', PRESENT, [])
  return {
    at: required(rows[0]?.[0]),
    rates: new Map(rows.map(([, code, rate]) => [required(code), rateOf(required(rate))])),
  }
}

const WALLETS =
  'select id, group_id, currency, state, balance, held, floor, bank_id from wallets where id = any($1::bigint[])'

export async function readWallets(pool: Pool, ids: readonly number[]): Promise<Wallet[]> {
  const rows = await textRows(pool, 'wallets', WALLETS, [arrayLiteral(ids)])
  return rows.map(([id, group, currency, state, balance, held, floor, bankId]) => ({
    id: Number(id),
    group: Number(group),
    currency: required(currency),
    state: state as Wallet['state'],
    balance: BigInt(required(balance)),
    held: BigInt(required(held)),
    floor: floor == null ? null : BigInt(floor),
    bankId: bankId == null ? null : Number(bankId),
  }))
}

const HOLDS = `
  select operation_id, wallet_id, state, coalesce(amount, 0), captured, refunded, expires_at, ended_by
  from holds where operation_id = any($1::uuid[])`

export async function readHolds(pool: Pool, ids: readonly string[]): Promise<Hold[]> {
  const rows = await textRows(pool, 'holds', HOLDS, [arrayLiteral(ids)])
  return rows.map(([id, walletId, state, amount, captured, refunded, expiresAt, endedBy]) => ({
    id: required(id),
    walletId: Number(walletId),
    state: state as Hold['state'],
    amount: BigInt(required(amount)),
    captured: BigInt(required(captured)),
    refunded: BigInt(required(refunded)),
    expiresAt: expiresAt ?? null,
    endedBy: endedBy ?? null,
  }))
}

const STEPS = `
  select seq, operation_id, kind, step, origin_id, target_id, amount, currency, accepted_at,
    debit, credit, request_rate, origin_rate, target_rate, reason, related_id, case when screened then coalesce(request_id, '') end
  from queue
  where group_id = $1 and seq <> all ($3::bigint[])
  order by seq
  limit $2`

// All of them from the start, not only those after the last one taken: a smaller seq may be committed later, by a
// caller whose operation was acknowledged before the next one was queued.
export async function readSteps(
  pool: Pool,
  group: number,
  sizeMax: number,
  except: readonly bigint[],
): Promise<Queued[]> {
  const rows = await textRows(pool, 'steps', STEPS, [group, sizeMax, arrayLiteral(except)])
  return rows.map(queuedOf)
}

function queuedOf(row: Text[]): Queued {
  const [seq, id, kind, step, originId, targetId, amount, currency, acceptedAt] = row
  const operation: Operation = {
    id: required(id),
    kind: kind as OperationKind,
    originId: originId == null ? null : Number(originId),
    targetId: targetId == null ? null : Number(targetId),
    amount: BigInt(required(amount)),
    currency: required(currency),
    acceptedAt: required(acceptedAt),
    relatedId: row[15] ?? null,
  }
  return { seq: BigInt(required(seq)), step: stepOf(step as QueuedStep['step'], operation, row) }
}

function stepOf(step: QueuedStep['step'], operation: Operation, row: Text[]): QueuedStep {
  const [debit = null, credit = null, request, origin, target, reason] = row.slice(9)
  const requestId = row[16] ?? null
  if (step === 'apply' && requestId !== null) return { step, operation, screening: { requestId: requestId || null } }
  if (step === 'apply' && debit === null && credit === null) return { step, operation }
  const conversion: Conversion = {
    debit: debit === null ? null : BigInt(debit),
    credit: credit === null ? null : BigInt(credit),
    rates:
      request == null
        ? null
        : {
            request: rateOf(request),
            origin: origin == null ? null : rateOf(origin),
            target: target == null ? null : rateOf(target),
          },
  }
  if (step === 'apply') return { step, operation, conversion }
  // The database declares that both amounts are there.
  const fixed = conversion as TransferConversion
  if (step === 'credit') return { step, operation, conversion: fixed }
  return { step, operation, conversion: fixed, reason: reason as DeclineReason }
}

/** A column that the database declares `not null`. */
function required(value: Text | undefined): string {
  if (value === null || value === undefined) throw new Error('a column that cannot be null is null')
  return value
}

function rateOf(text: string): Rate {
  const rate = parseRate(text)
  if (rate === null) throw new Error(`the stored rate ${text} is not a positive decimal`)
  return rate
}
