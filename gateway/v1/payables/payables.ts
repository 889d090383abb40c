import type { V1App, V1Context } from '../v1.ts'
import { listPayablesRoute } from './list-payables.ts'
import { readPayableRoute } from './read-payable.ts'

/** What is due to merchants. */
export function payableRoutes(app: V1App, context: V1Context): void {
  listPayablesRoute(app, context)
  readPayableRoute(app, context)
}
