import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Where a server listens or is found. An IPv6 host is without its brackets; the port is 0 to 65535. */
export interface Address {
  readonly host: string
  readonly port: number
}

const HOST_AND_PORT = /^(?:\[(?<bracketed>[^[\]]+)\]|(?<plain>[^:[\]]+)):(?<port>0|[1-9]\d{0,4})$/
const HOST_LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i
const HOST_LENGTH_MAX = 253
const PORT_MAX = 65_535

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Reads `host:port`, with an IPv6 host in brackets: `[::1]:80`. Undefined when the text is not such an address. */
export function parseAddress(text: string): Address | undefined {
  const { bracketed, plain, port: portText } = HOST_AND_PORT.exec(text)?.groups ?? {}
  const port = Number(portText)
  if (!(port <= PORT_MAX)) return undefined
  if (bracketed !== undefined) return isIPv6(bracketed) ? { host: bracketed, port } : undefined
  if (plain !== undefined && (isIPv4(plain) || isHostName(plain))) return { host: plain, port }
  return undefined
}

/** The text that `parseAddress` reads back as the same address. */
export function formatAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

/**
 * Whether only this machine can reach the address: 127.0.0.0/8, ::1, and the name `localhost`. Any other name counts as
 * reachable from outside, whatever it resolves to.
 */
export function isLoopback({ host }: Pick<Address, 'host'>): boolean {
  if (isIPv4(host)) return loopback.check(host, 'ipv4')
  if (isIPv6(host)) return loopback.check(host.replace(/%.*$/, ''), 'ipv6')
  return host.toLowerCase() === 'localhost'
}

function isHostName(text: string): boolean {
  const labels = text.split('.')
  // A last label of digits would be a broken IPv4 address (RFC 3696 section 2): 127.0.0.256, or 10.1.
  const looksLikeIPv4 = /^\d+$/.test(labels.at(-1) ?? '')
  return text.length <= HOST_LENGTH_MAX && !looksLikeIPv4 && labels.every((label) => HOST_LABEL.test(label))
}
