import type { Address } from '../common/settings/address.ts'

/** The address by which this machine reaches a server that listens there: all interfaces include the loopback. */
export function reachable({ host, port }: Address): Address {
  const loopback = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return { host: loopback, port }
}
