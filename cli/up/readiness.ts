import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { CommandError } from '../../common/command.ts'
import type { Pool } from '../../common/database/pool.ts'
import { certificateProblem } from '../../common/gateway-url.ts'
import type { Address } from '../../common/settings/address.ts'

/** Looks once for something: it is there, or this is still missing. */
export type Probe<Found> = () => Promise<{ found: Found } | { missing: string }>

export interface UntilOptions {
  /** Its reason is thrown when it is aborted. */
  signal: AbortSignal
  /** Told now and then what is still missing. */
  onWait: (missing: string) => void
}

const POLL_MS = 50
const TELL_EVERY_MS = 10_000
/** The first partition of a big mesh counts, plans and moves for minutes. */
const WAIT_MAX_MS = 30 * 60_000

/** Looks again and again, and returns what was found. Throws a CommandError that tells what is missing at the end. */
export async function until<Found>(probe: Probe<Found>, { signal, onWait }: UntilOptions): Promise<Found> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const result = await probe()
    if ('found' in result) return result.found
    if (waitedMs >= WAIT_MAX_MS) {
      throw new CommandError(`not ready after ${WAIT_MAX_MS / 60_000} minutes: ${result.missing}`)
    }
    if (waitedMs > 0 && waitedMs % TELL_EVERY_MS === 0) onWait(result.missing)
    await delay(POLL_MS, undefined, { signal }).catch(() => {})
    signal.throwIfAborted()
  }
}

/** Throws a CommandError when its certificate is not accepted. @param url of the gateway, without a path */
export function gatewayReady(url: string): Probe<true> {
  return async () => {
    try {
      const response = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(ANSWER_MAX_MS) })
      await response.body?.cancel()
      if (response.status === 200) return { found: true }
    } catch (error) {
      const problem = certificateProblem(error)
      // Waiting does not help.
      if (problem !== undefined) throw new CommandError(`the gateway's certificate is not accepted: ${problem}`)
    }
    return { missing: 'the gateway is not ready' }
  }
}

const ANSWER_MAX_MS = 5_000

/** A service listens when everything else of it runs. @param address of its gRPC server */
export function listens(service: string, address: Address): Probe<true> {
  return async () => {
    const socket = connect(address)
    const listens = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
    socket.destroy()
    return listens ? { found: true } : { missing: `the ${service} does not listen` }
  }
}

/** An op-processor has said hello; its metrics address. @param name host and process id */
export function processorJoined(pool: Pool, name: () => string): Probe<string> {
  return async () => {
    const { rows } = await pool.query<{ metrics_address: string }>(
      'select metrics_address from processors where name = $1 and expires_at > now()',
      [name()],
    )
    const row = rows[0]
    return row === undefined ? { missing: 'an op-processor has not joined' } : { found: row.metrics_address }
  }
}

/** Groups 1 to `groupCount`, and no others, are part of the partition, and each is held. */
export function groupsHeld(pool: Pool, groupCount: number): Probe<true> {
  return async () => {
    const { rows } = await pool.query<{ id: number; held: boolean }>(
      'select id, (expires_at > now()) is true as held from groups where active order by id',
    )
    if (rows.length !== groupCount || rows.at(-1)?.id !== groupCount) {
      return { missing: `the wallets are in ${rows.length} groups, not yet in ${groupCount}` }
    }
    const unheld = rows.filter(({ held }) => !held).map(({ id }) => id)
    return unheld.length === 0 ? { found: true } : { missing: `nobody holds group ${unheld.join(', ')}` }
  }
}
