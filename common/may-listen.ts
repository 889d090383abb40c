import { CommandError } from './command.ts'
import type { Log } from './log.ts'
import { type Address, formatAddress, isLoopback } from './settings/address.ts'

export interface Listening {
  address: Address
  /** The setting that names the address, for messages. */
  setting: string
  /** Whether an address that other machines can reach is allowed whatever is missing. */
  allowInsecure: boolean
  /** What keeps strangers out: connections are encrypted, callers prove who they are. */
  has: { tls: boolean; auth: boolean }
}

/** Throws a CommandError that names what is missing when other machines can reach the address without TLS or authentication. */
export function assertMayListen({ address, setting, allowInsecure, has }: Listening, log: Log): void {
  if (isLoopback(address) || (has.tls && has.auth)) return
  const missing = [...(has.tls ? [] : ['TLS (tls.cert)']), ...(has.auth ? [] : ['authentication'])].join(' and ')
  const problem = `${setting} ${formatAddress(address)} can be reached from other machines without ${missing}`
  if (!allowInsecure) throw new CommandError(`${problem}: name a loopback address, or set allowInsecure`)
  log.warn(`${problem}, and allowInsecure is set: whoever reaches it can do everything`)
}
