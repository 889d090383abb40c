import { connect, createServer, type Server, type Socket } from 'node:net'

/** A wire to a server that can be cut, or go silent with everything left open. */
export interface Wire {
  /** Its near end on this machine. */
  readonly address: { readonly host: string; readonly port: number }
  /** Breaks what is connected now. */
  cut(): void
  /** Breaks what is connected and takes no new connections. */
  stop(): void
  /** While it is on, bytes vanish in both directions. */
  silence(on: boolean): void
}

export async function wireTo(target: Wire['address']): Promise<Wire> {
  const sockets = new Set<Socket>()
  let silent = false
  const server: Server = createServer((near) => {
    const far = connect(target.port, target.host)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (chunk) => silent || to.write(chunk))
      from.on('error', () => {})
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    address: { host: '127.0.0.1', port },
    cut,
    stop() {
      server.close()
      cut()
    },
    silence(on) {
      silent = on
    },
  }
}
