import type { V1App, V1Context } from '../v1.ts'
import { listRebalancesRoute } from './list-rebalances.ts'
import { readRebalanceRoute } from './read-rebalance.ts'

/** What balancers did. */
export function rebalanceRoutes(app: V1App, context: V1Context): void {
  listRebalancesRoute(app, context)
  readRebalanceRoute(app, context)
}
