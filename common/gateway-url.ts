import { readFileSync } from 'node:fs'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { CommandError } from './command.ts'
import { type Address, formatAddress } from './settings/address.ts'
import type { Settings } from './settings/settings.ts'

/** The address by which this machine reaches a server that listens there: all interfaces include the loopback. */
export function reachable({ host, port }: Address): Address {
  const loopback = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return { host: loopback, port }
}

/** Where this machine finds the gateway of the settings, without a path. */
export function gatewayUrlOf({ ip, tls }: Pick<Settings, 'ip' | 'tls'>): string {
  return `${tls.cert === '' ? 'http' : 'https'}://${formatAddress(reachable(ip))}`
}

/**
 * From now on requests of this process over HTTPS, those of `fetch` too, believe the authorities of `tls.ca` beside those that
 * Node knows. For the entry point of a command, before its first request. Throws a CommandError when the file cannot be
 * used.
 */
export function trustAuthorities({ tls }: Pick<Settings, 'tls'>): void {
  if (tls.ca === '') return
  try {
    setDefaultCACertificates([...getCACertificates(), readFileSync(tls.ca, 'utf8')])
  } catch (error) {
    throw new CommandError(`tls.ca: ${tls.ca} cannot be used: ${error instanceof Error ? error.message : error}`)
  }
}

/** What is wrong with the server's certificate, when that is why `fetch` failed. */
export function certificateProblem(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  if (!(cause instanceof Error) || !('code' in cause)) return undefined
  return CERTIFICATE_FAULTS.test(String(cause.code)) ? cause.message : undefined
}

/** Codes of OpenSSL's verification and of Node's check of the host. */
const CERTIFICATE_FAULTS = /CERT|SIGNATURE|INVALID_PURPOSE|INVALID_CA|ALTNAME/
