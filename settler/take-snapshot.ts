import { v7 as uuidv7 } from 'uuid'
import type { Pool } from '../common/database/pool.ts'
import { openSnapshot } from '../common/database/snapshot.ts'
import type { Log } from '../common/log.ts'
import { CLEARING_CURRENCY } from '../ledger/money.ts'
import { SettlerBusy } from './errors.ts'
import { AccountTally, prove } from './prove.ts'
import { copiedLines } from './sql/copied-rows.ts'
import {
  ACCOUNT_LINES,
  type BankFlow,
  readBanks,
  readFlows,
  readLedgerPositions,
  readMoment,
  readMonthDetachedSince,
  readSettlementAccount,
  type SettledBefore,
} from './sql/cut.ts'
import { insertSnapshot } from './sql/snapshots.ts'
import { LINES_PER_CHUNK, type SnapshotHeader, type SnapshotStore } from './store/snapshot-store.ts'
import type { SnapshotStores } from './store/snapshot-stores.ts'

export interface TakeContext {
  database: { dsn: string; schemaName: string }
  pool: Pool
  stores: SnapshotStores
  /** How long it can be approved. */
  expiryMs: number
  log: Log
}

/** All clearing accounts at one instant, seen by sessions that can change nothing. */
type Cut = Awaited<ReturnType<typeof openSnapshot>>

const BEGINNING = '-infinity'

/**
 * Takes a snapshot: reads all clearing accounts at one instant, proves what it read, and stores it. Payments go on meanwhile, and
 * memory does not grow with the number of accounts. Returns what was found; null when another settler took one for the same time of
 * the schedule.
 *
 * Throws ProofFailed when the ledger contradicts itself; then, and after any other failure, there is no snapshot.
 */
export async function takeSnapshot(context: TakeContext, scheduledFor: string | null): Promise<SnapshotHeader | null> {
  const { database, pool, stores, expiryMs } = context
  const store = stores.current
  const cut = await openSnapshot({ ...database, streamsMax: 1, applicationName: 'walletmesh settler cut' })
  const id = uuidv7()
  try {
    const { takenAt, before } = await readMoment(cut.client)
    // Not all of it is in the queue yet, so that nobody can tell what is still owed.
    if (before?.isPosted === false) throw new SettlerBusy(`the settlement of snapshot ${before.id} is being queued`)
    const header = await readHeader(context, cut, { id, takenAt, before })
    await store.finish(header)
    const snapshot = { id, store: store.kind, takenAt, expiryMs, scheduledFor, followsId: before?.id ?? null }
    // Until now nobody knows of it; what a crash leaves in the store is cleared away.
    if (await insertSnapshot(pool, { ...snapshot, lines: header.lines })) return header
    await store.remove(id)
    return null
  } catch (error) {
    await store.remove(id).catch((err: unknown) => context.log.warn({ err, id }, 'an unfinished snapshot stays behind'))
    throw error
  } finally {
    await cut.close()
  }
}

interface Moment {
  id: string
  takenAt: string
  before: SettledBefore | null
}

/** Stores the accounts of the cut and returns what is proved of them. */
async function readHeader({ stores }: TakeContext, cut: Cut, { id, takenAt, before }: Moment): Promise<SnapshotHeader> {
  const settled = before === null ? null : await stores.of(before.store).read(before.id)
  const [accounts, figures] = await Promise.all([
    storeAccounts(stores.current, id, await cut.stream(ACCOUNT_LINES)),
    readFigures(cut, before, settled),
  ])
  const { ledger, ...evidence } = figures
  const proved = prove({ ...evidence, accounts, before: settled?.banks ?? [] })
  return { id, currency: CLEARING_CURRENCY, takenAt, ledger, ...proved }
}

async function storeAccounts(store: SnapshotStore, id: string, rows: AsyncIterable<Buffer>): Promise<AccountTally> {
  const tally = new AccountTally()
  for await (const lines of copiedLines(rows, LINES_PER_CHUNK)) {
    tally.add(lines)
    await store.append(id, lines)
  }
  return tally
}

async function readFigures(cut: Cut, before: SettledBefore | null, settled: SnapshotHeader | null) {
  // One after the other: they share a session.
  const ledger = await readLedgerPositions(cut.client)
  const banks = await readBanks(cut.client)
  const settlementAccount = await readSettlementAccount(cut.client)
  return { ledger, banks, settlementAccount, flows: await readFlowsSince(cut, before, settled) }
}

async function readFlowsSince(
  { client }: Cut,
  before: SettledBefore | null,
  settled: SnapshotHeader | null,
): Promise<readonly BankFlow[] | { unknown: string }> {
  const month = await readMonthDetachedSince(client, before?.takenAt ?? BEGINNING)
  if (month !== null) return { unknown: `payments of the detached month ${month} can no longer be added up` }
  if (before !== null && settled === null) {
    return { unknown: `the documents of snapshot ${before.id}, which was settled before, are no longer in the store` }
  }
  return readFlows(client, settled?.ledger ?? [])
}
