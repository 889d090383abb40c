/**
 * What a certificate of the mesh can be for: a process of it, an operator (`admin`), or somebody who moves money
 * (`client`).
 */
export const PARTS = ['gateway', 'op_processor', 'wlt_balancer', 'settler', 'fraud', 'admin', 'client'] as const

export type Part = (typeof PARTS)[number]

/** The subject alternative name, of type URI, that makes a certificate one for this part. */
export function uriOf(part: Part): string {
  return `walletmesh://part/${part}`
}

/**
 * The parts that a certificate is for; none when it is somebody else's.
 *
 * @param altNames its subject alternative names as Node prints them: `DNS:localhost, URI:walletmesh://part/gateway`
 */
export function partsOf(altNames: string | undefined): Part[] {
  // Node quotes a name that holds a comma or a quote, so that it cannot pass for several names. None of ours needs that.
  const names = new Set((altNames ?? '').replace(/"(?:[^"\\]|\\.)*"/g, '""').split(', '))
  return PARTS.filter((part) => names.has(`URI:${uriOf(part)}`))
}
