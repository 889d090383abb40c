import { isIP } from 'node:net'
import { mayReach } from './addresses.ts'

/** What settings allow besides public addresses over HTTPS. */
export interface Allowed {
  allowPrivate: boolean
  allowHttp: boolean
}

const LENGTH_MAX = 2048
const FIRST_USER_PORT = 1024
const SERVICE_PORTS = new Set([80, 443])

/**
 * What is wrong with an address that webhooks are to be sent to; null when nothing is. A name's own addresses are looked at when
 * it is connected to. (An IPv4 address in decimal, octal or hexadecimal is read as what it means, as by whoever connects.)
 */
export function urlFlaw(text: string, { allowPrivate, allowHttp }: Allowed): string | null {
  const url = text.length > LENGTH_MAX ? null : URL.parse(text)
  if (url === null) return `must be a URL of at most ${LENGTH_MAX} characters`
  if (url.protocol !== 'https:' && !(allowHttp && url.protocol === 'http:')) return 'must begin with https://'
  if (url.username !== '' || url.password !== '') return 'must not hold a user or a password'
  if (url.hash !== '') return 'must not have a fragment'
  if (!isServicePort(url)) return `must have the port 80, 443, or one of at least ${FIRST_USER_PORT}`
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const isLocal = isIP(host) === 0 ? /(^|\.)localhost\.?$/.test(host) && !allowPrivate : !mayReach(host, allowPrivate)
  return isLocal ? 'must not be in a private, local or special network' : null
}

function isServicePort({ port }: URL): boolean {
  return port === '' || SERVICE_PORTS.has(Number(port)) || Number(port) >= FIRST_USER_PORT
}
