import type { V1App, V1Context } from '../v1.ts'
import { decideCheckRoute } from './decide-check.ts'
import { listChecksRoute } from './list-checks.ts'
import { readCheckRoute } from './read-check.ts'

/** Transfers that were screened for fraud. */
export function fraudCheckRoutes(app: V1App, context: V1Context): void {
  listChecksRoute(app, context)
  readCheckRoute(app, context)
  decideCheckRoute(app, context)
}
