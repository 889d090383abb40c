import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { DatabaseAddress } from '../pools.ts'

/** A network between a gateway and its database that the test can cut. */
export interface DatabaseProxy {
  database: DatabaseAddress
  /** Breaks every connection and refuses new ones. */
  cut(): Promise<void>
  restore(): Promise<void>
}

export async function startDatabaseProxy({ dsn, schemaName }: DatabaseAddress): Promise<DatabaseProxy> {
  const target = new URL(dsn)
  const sockets = new Set<Socket>()
  let server: Server
  const listen = async (port: number) => {
    server = createServer((client) => {
      const upstream = connect(Number(target.port), target.hostname)
      for (const [one, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        sockets.add(one)
        one.on('error', () => {})
        one.on('close', () => {
          sockets.delete(one)
          other.destroy()
        })
        one.pipe(other)
      }
    }).listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const port = await listen(0)
  const through = new URL(dsn)
  through.host = `127.0.0.1:${port}`
  return {
    database: { dsn: through.href, schemaName },
    async cut() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
    async restore() {
      await listen(port)
    },
  }
}
