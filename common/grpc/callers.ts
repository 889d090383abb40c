import type { Part } from '../tls/parts.ts'

/** Who may call a service, by the part that its certificate is for. `anyone`: whoever has a certificate of the mesh. */
export type Callers = readonly Part[] | 'anyone'

/** The services of the mesh by their full names. One that is not here may be called by nobody. */
const CALLERS: ReadonlyMap<string, Callers> = new Map<string, Callers>([
  ['walletmesh.v1.LeaseService', ['op_processor', 'gateway']],
  ['walletmesh.v1.PaymentService', ['client', 'gateway', 'op_processor', 'wlt_balancer', 'settler']],
  ['walletmesh.v1.SettlementService', ['gateway', 'admin']],
  ['walletmesh.v1.BalancerService', ['gateway', 'admin']],
  ['walletmesh.v1.FraudService', ['gateway', 'admin']],
  ['grpc.health.v1.Health', 'anyone'],
  ['grpc.reflection.v1.ServerReflection', 'anyone'],
  ['grpc.reflection.v1alpha.ServerReflection', 'anyone'],
])

/** @param service its full name: walletmesh.v1.LeaseService */
export function callersOf(service: string): Callers {
  return CALLERS.get(service) ?? []
}

/** Why a caller with a certificate for these parts is turned away; undefined when it is not. */
export function refusalOf(service: string, parts: readonly Part[]): string | undefined {
  const callers = callersOf(service)
  if (callers === 'anyone' || parts.some((part) => callers.includes(part))) return undefined
  const needed = callers.length === 0 ? 'takes no caller' : `needs a certificate for ${callers.join(' or ')}`
  const given = parts.length === 0 ? 'no part of the mesh' : parts.join(' and ')
  return `${service} ${needed}; this one is for ${given}`
}
