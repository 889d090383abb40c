import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { describePortOwner } from '../port-owner.ts'
import { EmbeddedError, errorCode } from './embedded-error.ts'
import type { Folder } from './folder.ts'

/**
 * The port to start the server on. `wanted` 0 means the one of the last start, or when that is taken, or there was
 * none, a free one; the same folder tends to get the same.
 * Throws EmbeddedError that says by what, when a port that the user named is taken.
 */
export async function choosePort(folder: Folder, wanted: number): Promise<number> {
  if (wanted !== 0) {
    const fault = await faultOf(wanted)
    if (fault === undefined) return wanted
    throw fault === 'EADDRINUSE'
      ? await portTaken(wanted)
      : new EmbeddedError(`port ${wanted} cannot be used for the embedded PostgreSQL: ${fault}`)
  }
  for (const port of [await rememberedPort(folder), ...candidates(folder.dataFolder)]) {
    if (port > 0 && (await faultOf(port)) === undefined) return port
  }
  throw new EmbeddedError('no free port was found for the embedded PostgreSQL: name one in the settings')
}

export async function rememberPort(folder: Folder, port: number): Promise<void> {
  await writeFile(folder.port, `${port}\n`)
}

/** The port of the last start; 0 when there was none. */
export async function rememberedPort(folder: Folder): Promise<number> {
  const port = Number(await readFile(folder.port, 'utf8').catch(() => ''))
  return Number.isInteger(port) ? port : 0
}

export async function portTaken(port: number): Promise<EmbeddedError> {
  return new EmbeddedError(`port ${port} is taken by ${(await describePortOwner(port)) ?? 'another process'}`)
}

/** Why nobody can listen on the port: a system error code, or undefined when it is free. */
async function faultOf(port: number): Promise<string | undefined> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(errorCode(error) ?? error.message))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}

/** Below the ports that systems give to outgoing connections (from 32768 on Linux), so that none of those is in the way. */
function candidates(seed: string): number[] {
  let hash = 0
  for (const character of seed) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0
  return Array.from({ length: CANDIDATES_MAX }, (_, i) => FIRST_PORT + ((hash + i * STEP) % PORTS))
}

const FIRST_PORT = 20_000
const PORTS = 10_000
const CANDIDATES_MAX = 100
// Has no factor in common with PORTS, so that no candidate comes twice.
const STEP = 77
