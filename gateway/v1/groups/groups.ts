import type { V1App, V1Context } from '../v1.ts'
import { listGroupsRoute } from './list-groups.ts'
import { listProcessorsRoute } from './list-processors.ts'

/** Wallet groups, and the op-processors that hold them. */
export function groupRoutes(app: V1App, context: V1Context): void {
  listGroupsRoute(app, context)
  listProcessorsRoute(app, context)
}
