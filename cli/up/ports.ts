import { createServer } from 'node:net'
import { CommandError } from '../../common/command.ts'
import { describePortOwner } from '../../common/port-owner.ts'
import type { Address } from '../../common/settings/address.ts'

/** Throws a CommandError that says by what, when the address is taken. `advice` says what the user can do about it. */
export async function assertFree({ host, port }: Address, advice: string): Promise<void> {
  const fault = await faultOf({ host, port })
  if (fault === undefined) return
  if (fault !== 'EADDRINUSE') throw new CommandError(`cannot listen on ${host} port ${port} (${fault}): ${advice}`)
  const owner = (await describePortOwner(port)) ?? 'another process'
  throw new CommandError(`port ${port} is taken by ${owner}: ${advice}`)
}

/**
 * A port that nobody listens on. It stays the caller's to use again and again, as it lies below the ports that systems
 * give to outgoing connections (from 32768 on Linux).
 *
 * @param random from 0 to below 1, as Math.random
 * @param others ports that are spoken for, though nobody listens on them yet
 */
export async function findFreePort(
  host: string,
  random: () => number,
  others: readonly number[] = [],
): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const port = FIRST_PORT + Math.floor(random() * PORTS)
    if (!others.includes(port) && (await faultOf({ host, port })) === undefined) return port
  }
  throw new CommandError(`no free port was found on ${host}: name one with --port`)
}

const FIRST_PORT = 10_000
const PORTS = 10_000
const ATTEMPTS_MAX = 100

/** Why nobody can listen there: a system error code, or undefined when one can. */
async function faultOf({ host, port }: Address): Promise<string | undefined> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}
