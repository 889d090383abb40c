import { type CallContext, ServerError, Status } from 'nice-grpc'
import type { Pool } from '../common/database/pool.ts'
import { DETAILS_TRAILER, errorDetails } from '../common/grpc/error-details.ts'
import { type GrpcService, grpcService } from '../common/grpc/server.ts'
import type { Log } from '../common/log.ts'
import { isUuid } from '../common/uuid.ts'
import {
  type GetSettlementFileResponse,
  SettlementFileFormat,
  SettlementServiceDefinition,
  type SettlementServiceImplementation,
  type Snapshot,
} from '../proto/gen/walletmesh/v1/settlement.ts'
import { ProofFailed, SettlerBusy, type SnapshotFlaw, SnapshotRefused } from './errors.ts'
import type { Settlement } from './files/settlement.ts'
import { settlementFile } from './settlement-file.ts'
import type { Settler } from './settler.ts'
import { snapshotMessage } from './snapshot-message.ts'
import { listSnapshots, readNewestSnapshot, readSnapshot, type SnapshotRow } from './sql/snapshots.ts'
import { isRetryable } from './store/retryable.ts'
import { LinesMissing, type SnapshotHeader, SnapshotStoreError } from './store/snapshot-store.ts'
import type { SnapshotStores } from './store/snapshot-stores.ts'

export interface SettlementServiceOptions {
  settler: Settler
  pool: Pool
  stores: SnapshotStores
  /** As settlement files name it. */
  clearingHouse: Settlement['clearingHouse']
  log: Log
}

const SNAPSHOTS = { byDefault: 20, most: 100 }
const ACCOUNTS = { byDefault: 100, most: 1000 }

/** Serves SettlementService. */
export function createSettlementService(options: SettlementServiceOptions): GrpcService {
  const { settler, pool, stores, clearingHouse, log } = options

  async function snapshotOf(row: SnapshotRow | null, id: string): Promise<Snapshot> {
    if (row === null) {
      throw id === ''
        ? new SnapshotRefused('no_snapshot', 'there is no snapshot yet: take one first')
        : new SnapshotRefused('not_found', `no snapshot with id: ${id}`)
    }
    return snapshotMessage(row, await headerOf(row))
  }

  async function headerOf({ id, store }: SnapshotRow): Promise<SnapshotHeader> {
    const header = await stores.of(store).read(id)
    if (header === null)
      throw new SnapshotRefused('documents_missing', `the documents of snapshot ${id} are not in ${store}`)
    return header
  }

  const read = async (id: string) => snapshotOf(await readSnapshot(pool, id), id)

  const implementation: SettlementServiceImplementation = {
    takeSnapshot: (_request, context) => telling(context, async () => ({ snapshot: await read(await settler.take()) })),

    getSnapshot: ({ id }, context) =>
      telling(context, async () => {
        const row = id === '' ? await readNewestSnapshot(pool, false) : await readSnapshot(pool, checkedId(id))
        return { snapshot: await snapshotOf(row, id) }
      }),

    listSnapshots: ({ limit, beforeId }, context) =>
      telling(context, async () => {
        const most = checkedLimit(limit, SNAPSHOTS)
        const rows = await listSnapshots(pool, beforeId === '' ? null : checkedId(beforeId), most + 1)
        const shown = rows.slice(0, most)
        const headers = await headersOf(shown)
        const snapshots = shown.map((row) => snapshotMessage(row, headers.get(row.id) ?? null))
        return { snapshots, hasMore: rows.length > most }
      }),

    listSnapshotAccounts: ({ id, limit, afterWalletId }, context) =>
      telling(context, async () => {
        const most = checkedLimit(limit, ACCOUNTS)
        if (afterWalletId < 0n) throw new SnapshotRefused('invalid', 'after_wallet_id must not be negative')
        const row = await readSnapshot(pool, checkedId(id))
        if (row === null) throw new SnapshotRefused('not_found', `no snapshot with id: ${id}`)
        const lines = await stores.of(row.store).lines(row.id, afterWalletId, most + 1)
        return { accounts: lines.slice(0, most), hasMore: lines.length > most }
      }),

    approveSnapshot: ({ id }, context) =>
      telling(context, async () => ({ snapshot: await read(await settler.approve(idOrNewest(id))) })),

    cancelSnapshot: ({ id }, context) =>
      telling(context, async () => ({ snapshot: await read(await settler.cancel(idOrNewest(id))) })),

    getSettlementFile: ({ id, format }, context) =>
      telling(context, async (): Promise<GetSettlementFileResponse> => {
        const kind = FORMATS[format]
        if (kind === undefined) throw new SnapshotRefused('invalid', 'format must be CSV or PACS_009')
        const row = await readSnapshot(pool, checkedId(id))
        if (row === null) throw new SnapshotRefused('not_found', `no snapshot with id: ${id}`)
        return settlementFile(row, await headerOf(row), clearingHouse, kind)
      }),
  }

  async function headersOf(rows: readonly SnapshotRow[]): Promise<ReadonlyMap<string, SnapshotHeader>> {
    const byStore = Map.groupBy(rows, ({ store }) => store)
    const found = [...byStore].map(([store, own]) => stores.of(store).readMany(own.map(({ id }) => id)))
    return new Map((await Promise.all(found)).flatMap((headers) => [...headers]))
  }

  async function telling<Response>({ trailer }: CallContext, work: () => Promise<Response>): Promise<Response> {
    try {
      return await work()
    } catch (thrown) {
      const error = thrown instanceof LinesMissing ? new SnapshotRefused('documents_missing', thrown.message) : thrown
      if (error instanceof SnapshotRefused) {
        trailer.set(DETAILS_TRAILER, errorDetails(error, STATUS[error.code]))
      } else if (statusOf(error) === null) {
        log.error({ err: error }, 'a request failed')
      }
      throw error
    }
  }

  return grpcService(SettlementServiceDefinition, implementation)
}

const STATUS: Record<SnapshotFlaw, Status> = {
  not_found: Status.NOT_FOUND,
  invalid: Status.INVALID_ARGUMENT,
  no_snapshot: Status.FAILED_PRECONDITION,
  expired: Status.FAILED_PRECONDITION,
  cancelled: Status.FAILED_PRECONDITION,
  superseded: Status.FAILED_PRECONDITION,
  already_approved: Status.FAILED_PRECONDITION,
  not_approved: Status.FAILED_PRECONDITION,
  nothing_to_pay: Status.FAILED_PRECONDITION,
  documents_missing: Status.FAILED_PRECONDITION,
}

/** What the caller is told of an error of the settler's; null for a bug. */
export function statusOf(error: unknown): ServerError | null {
  if (error instanceof SnapshotRefused) return new ServerError(STATUS[error.code], error.message)
  if (error instanceof SettlerBusy) return new ServerError(Status.UNAVAILABLE, error.message)
  if (error instanceof SnapshotStoreError) return new ServerError(Status.FAILED_PRECONDITION, error.message)
  if (isRetryable(error))
    return new ServerError(Status.UNAVAILABLE, 'the database or the store of snapshots does not answer, try again')
  // For an operator, who has to know.
  if (error instanceof ProofFailed) return new ServerError(Status.DATA_LOSS, `no snapshot was taken: ${error.message}`)
  return null
}

const FORMATS: Partial<Record<SettlementFileFormat, 'csv' | 'pacs.009'>> = {
  [SettlementFileFormat.SETTLEMENT_FILE_FORMAT_CSV]: 'csv',
  [SettlementFileFormat.SETTLEMENT_FILE_FORMAT_PACS_009]: 'pacs.009',
}

function checkedId(id: string): string {
  if (!isUuid(id)) throw new SnapshotRefused('invalid', 'the id of a snapshot is a UUID')
  return id
}

function idOrNewest(id: string): string | null {
  return id === '' ? null : checkedId(id)
}

function checkedLimit(limit: number, { byDefault, most }: { byDefault: number; most: number }): number {
  if (limit === 0) return byDefault
  if (limit < 0 || limit > most) throw new SnapshotRefused('invalid', `limit must be from 1 to ${most}`)
  return limit
}
