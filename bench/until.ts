import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from '../common/database/pool.ts'

const LONG_ENOUGH_MS = 180_000

export interface UntilOptions {
  timeoutMs?: number
  intervalMs?: number
}

/** Looks again and again until it is so. Throws when it is not after `timeoutMs` (3 minutes). */
export async function until(what: string, isSo: () => Promise<boolean>, options: UntilOptions = {}): Promise<void> {
  const { timeoutMs = LONG_ENOUGH_MS, intervalMs = 20 } = options
  const startMs = performance.now()
  while (!(await isSo())) {
    if (performance.now() - startMs > timeoutMs) throw new Error(`waited ${timeoutMs / 1000} s until ${what}`)
    await delay(intervalMs)
  }
}

/** Until nothing is queued. */
export async function drained(pool: Pool, options?: UntilOptions): Promise<void> {
  await until('the queue was empty', async () => !(await isTrue(pool, 'exists (select from queue)')), options)
}

/** Until every group is held, and each of so many processors holds as many of them as the others. */
export async function sharedOut(pool: Pool, processors: number): Promise<void> {
  const even = `(select count(*) = ${processors} and min(n) = max(n) and sum(n) = (select count(*) from groups)
    from (select count(*) as n from groups where expires_at > now() group by holder_id) held)`
  await until(`${processors} op-processors shared the groups`, () => isTrue(pool, even))
}

async function isTrue(pool: Pool, expression: string): Promise<boolean> {
  const { rows } = await pool.query<{ so: boolean }>(`select ${expression} as so`)
  return rows[0]?.so === true
}
