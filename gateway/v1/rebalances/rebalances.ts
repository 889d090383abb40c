import type { V1App, V1Context } from '../v1.ts'
import { listRebalancesRoute } from './list-rebalances.ts'
import { readRebalanceRoute } from './read-rebalance.ts'
import { startRebalanceRoute } from './start-rebalance.ts'

/** What balancers did. */
export function rebalanceRoutes(app: V1App, context: V1Context): void {
  startRebalanceRoute(app, context)
  listRebalancesRoute(app, context)
  readRebalanceRoute(app, context)
}
