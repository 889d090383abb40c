import { SettlementServiceDefinition } from '../proto/gen/walletmesh/v1/settlement.ts'
import { createPartClient, type PartClient, type PartClientOptions, type PartWork } from './grpc/part-client.ts'

/** Every call of the service may be made again. */
export type SettlerWork<T> = PartWork<SettlementServiceDefinition, T>
export type SettlerClient = PartClient<SettlementServiceDefinition>

/** Of the settlers, for gateways and the command line. */
export function createSettlerClient(
  options: Omit<PartClientOptions<SettlementServiceDefinition>, 'definition' | 'part'>,
): SettlerClient {
  return createPartClient({ definition: SettlementServiceDefinition, part: 'settler', ...options })
}
