import { expect, vi } from 'vitest'
import { startTestGateway, type TestGateway } from '../gateway/test/server.ts'
import { type Receiver, startReceiver } from '../gateway/webhooks/test/receiver.ts'
import { TestLedger } from '../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

export const PATIENCE = { timeout: 30_000, interval: 20 }
export const QUICK = {
  poll: '20ms',
  firstRetry: '40ms',
  retryMax: '80ms',
  allowPrivate: true,
  allowHttp: true,
} as const

/** Gateways that tell webhooks of a ledger in three groups, on a database of their own. */
export interface WebhookMesh {
  readonly database: TestDatabase
  readonly ledger: TestLedger
  /** Looks for work and tries again quickly, unless the settings say otherwise. Stopped with the mesh. */
  gateway(webhooks?: object): Promise<TestGateway>
  /** Stopped with the mesh. */
  receiver(...args: Parameters<typeof startReceiver>): Promise<Receiver>
  /** Until everything that happened was told, or given up. */
  settled(): Promise<void>
  stop(): Promise<void>
}

const SETTLED = `
  select (select count(*) from webhook_deliveries where state = 'pending') as n,
    (select coalesce(sum(j.seq - coalesce(c.journal_seq, 0)), 0)::bigint
      from (select group_id, max(seq) as seq from journals group by 1) j left join webhook_cursors c using (group_id)) as behind`

export async function createWebhookMesh(): Promise<WebhookMesh> {
  const database = await createTestDatabase()
  const ledger = await TestLedger.open(database, 3)
  const open: { stop(): Promise<void> }[] = []
  const stopped = <Started extends { stop(): Promise<void> }>(started: Started) => {
    open.push(started)
    return started
  }
  return {
    database,
    ledger,
    gateway: async (webhooks = {}) =>
      stopped(await startTestGateway(database, { webhooks: { ...QUICK, ...webhooks } })),
    receiver: async (...args) => stopped(await startReceiver(...args)),
    settled: () =>
      vi.waitFor(async () => {
        const { rows } = await ledger.pool.query<{ n: bigint; behind: bigint }>(SETTLED)
        expect(rows[0]).toEqual({ n: 0n, behind: 0n })
      }, PATIENCE),
    async stop() {
      await Promise.all(open.map((one) => one.stop()))
      await ledger.close()
      await database.drop()
    },
  }
}

export interface Webhook {
  id: number
  secret: string
}

/** Registers a webhook for the ends of operations, unless `more` says otherwise. */
export async function addWebhook({ post }: TestGateway, url: string, more: object = {}): Promise<Webhook> {
  const events = ['operation.succeeded', 'operation.declined']
  const { status, json } = await post('/v1/webhooks', { url, event_types: events, ...more })
  expect(status).toBe(201)
  return json as Webhook
}
