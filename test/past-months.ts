import { expect } from 'vitest'
import { verifyLedger } from '../cli/verify/verify.ts'
import type { TestLedger } from '../op-processor/apply/fixtures/ledger.ts'
import type { TestDatabase } from './database.ts'

/** Such as 2026-01. */
export function monthOf(monthsAgo: number): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo)).toISOString().slice(0, 7)
}

export interface Transfer {
  kind?: 'payment' | 'reversal' | 'settlement'
  from?: number
  to?: number
  amount: bigint
  relatedId?: string
}

/** Queues operations as they would have been accepted on a day of a past month, a second apart, with ids of that time. */
export async function queueIn(
  ledger: TestLedger,
  monthsAgo: number,
  ...transfers: readonly Transfer[]
): Promise<string[]> {
  const ids: string[] = []
  for (const [i, { kind = null, from = null, to = null, amount, relatedId = null }] of transfers.entries()) {
    const at = new Date(Date.parse(`${monthOf(monthsAgo)}-15T12:00:00Z`) + (ids.length + i) * 1000)
    const { rows } = await ledger.pool.query<{ operation_id: string }>(
      `insert into queue (group_id, operation_id, kind, origin_id, target_id, amount, currency, accepted_at, related_id)
       select group_id, overlay(gen_random_uuid()::text placing left(first_id($4)::text, 13) from 1 for 13)::uuid,
         coalesce($5, case when $1::bigint is null then 'deposit' else 'transfer' end), $1, $2, $3, 'USD', $4, $6
       from wallets where id = coalesce($1, $2) returning operation_id`,
      [from, to, amount, at.toISOString(), kind, relatedId],
    )
    ids.push(rows[0]?.operation_id ?? '')
  }
  return ids
}

/** The partitions of the months before the present one. */
export async function makeMonths(ledger: TestLedger, count: number): Promise<void> {
  for (let ago = count; ago > 0; ago -= 1) {
    await ledger.pool.query(`select make_month(to_date($1, 'YYYY-MM'))`, [monthOf(ago)])
  }
}

/** What is told of a ledger that is as it should be. */
export async function provedRight(database: TestDatabase) {
  const report = await verifyLedger(database)
  expect(report).toMatchObject({ ok: true })
  if (!report.ok) throw new Error('unreachable')
  return report
}
