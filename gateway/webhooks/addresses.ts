import { BlockList, isIP, isIPv4 } from 'node:net'

/** Networks of a site's own, which settings may allow. */
const PRIVATE = blockList([
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
])
// Apart: a list with IPv4 networks holds their mapped addresses too, such as ::ffff:127.0.0.1, and these are refused always.
const PRIVATE_IPV6 = blockList([
  ['::1', 128],
  ['fc00::', 7],
])

/**
 * What no server of a webhook has (IANA special-purpose registries, RFC 6890): link-local with the metadata of clouds, multicast,
 * documentation, benchmarks, and whatever carries another address in itself.
 */
const SPECIAL = blockList([
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
])

/** All that is given out as IPv6 today; mapped, translated and local addresses are outside. */
const GLOBAL_IPV6 = blockList([['2000::', 3]])

/** Where clouds tell machines their credentials, in networks that would be private otherwise. */
const METADATA = blockList([
  ['100.100.100.200', 32],
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
])

/** Whether a webhook may be sent to this address, as text without brackets. */
export function mayReach(address: string, allowPrivate: boolean): boolean {
  // A zone, such as of fe80::1%eth0, is of local addresses alone.
  if (isIP(address) === 0 || address.includes('%')) return false
  const family = isIPv4(address) ? 'ipv4' : 'ipv6'
  if (METADATA.check(address, family)) return false
  if ((family === 'ipv4' ? PRIVATE : PRIVATE_IPV6).check(address, family)) return allowPrivate
  if (SPECIAL.check(address, family)) return false
  return family === 'ipv4' || GLOBAL_IPV6.check(address, family)
}

function blockList(networks: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, isIPv4(network) ? 'ipv4' : 'ipv6')
  return list
}
