import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { expect } from 'vitest'
import { openPool, type Pool } from '../common/database/pool.ts'
import type { Address } from '../common/settings/address.ts'
import { createGrpcServer, type GatewayGrpcServer } from '../gateway/grpc.ts'
import { createLeaseHolder, type LeaseHolder } from '../op-processor/lease/holder.ts'
import { createTestDatabase } from './database.ts'
import { type Wire, wireTo } from './wire.ts'

/** Gateways and lease holders on a database of their own. */
export interface LeaseMesh {
  readonly pool: Pool
  readonly ttlMs: number
  gateway(metrics?: Registry): Promise<GatewayGrpcServer>
  wire(target: { readonly address: Address }): Promise<Wire>
  /** A holder that gives back what it is asked for, and whose every grant is checked to be nobody else's. */
  holder(gateways: readonly { readonly address: Address }[], wishes?: Wishes): Promise<TestHolder>
  /** When the processor's leases run out, in a form that sorts: it grows with each renewal. */
  expiryOf(processorId: string): Promise<string>
  /** Stopped with the mesh. */
  add(service: { stop(): unknown }): void
  stop(): Promise<void>
}

export interface Wishes {
  number?: number
  name?: string
}

export interface TestHolder extends LeaseHolder {
  readonly id: string
  /** What it was told, but for work. */
  readonly events: string[]
  /** How often it was told of work, by group. */
  readonly woken: Map<number, number>
  groups(): number[]
}

const log = pino({ level: 'silent' })

/** @param groups how many there are */
export async function createLeaseMesh(groups: number, ttlMs: number): Promise<LeaseMesh> {
  const database = await createTestDatabase()
  const pool = openPool({ ...database, connectionsMax: 4, applicationName: 'test' })
  await pool.query('insert into groups (id) select g from generate_series(2, $1) g', [groups])
  const running: { stop(): unknown }[] = []
  /** Whoever was ever granted a group, by group and epoch. */
  const grants = new Map<string, string>()

  return {
    pool,
    ttlMs,
    async gateway(metrics = new Registry()) {
      const server = createGrpcServer({
        settings: {
          grpc: { address: { host: '127.0.0.1', port: 0 }, gateways: [] },
          lease: { ttl: ttlMs },
          allowInsecure: false,
          shutdownTimeoutSec: 4,
        },
        tls: undefined,
        database,
        log,
        metrics,
      })
      running.push(server)
      await server.start()
      return server
    },
    async wire({ address }) {
      const wire = await wireTo(address)
      running.push(wire)
      return wire
    },
    async holder(gateways, { number, name = 'host:1' } = {}) {
      const id = randomUUID()
      const events: string[] = []
      const woken = new Map<number, number>()
      const holder: LeaseHolder = createLeaseHolder({
        gateways: gateways.map(({ address }) => address),
        tls: undefined,
        processorId: id,
        name,
        number,
        metricsAddress: '',
        ttlMs,
        log,
        on: {
          granted({ group, epoch }) {
            const key = `${group}@${epoch}`
            expect(grants.get(key) ?? id).toBe(id)
            grants.set(key, id)
            events.push(`granted ${key}`)
          },
          revoked(group, lost) {
            events.push(lost ? `lost ${group}` : `asked for ${group}`)
            if (!lost) holder.release([group])
          },
          workAvailable(groups) {
            for (const group of groups) woken.set(group, (woken.get(group) ?? 0) + 1)
          },
          waiting: (_group, holderName, reason) => events.push(`waiting (${holderName}): ${reason}`),
        },
      })
      running.push(holder)
      await holder.start()
      const groups = () => holder.held().map(({ group }) => group)
      return { ...holder, id, events, woken, groups: () => groups().sort((a, b) => a - b) }
    },
    async expiryOf(processorId) {
      const { rows } = await pool.query<{ expires_at: string }>('select expires_at from processors where id = $1', [
        processorId,
      ])
      return rows[0]?.expires_at ?? ''
    },
    add: (service) => running.push(service),
    async stop() {
      for (const one of running.reverse()) await one.stop()
      await pool.end()
      await database.drop()
    },
  }
}
