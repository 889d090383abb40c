import type { V1App, V1Context } from '../v1.ts'
import { logInRoute } from './log-in.ts'
import { logOutRoute } from './log-out.ts'
import { refreshRoute } from './refresh.ts'

/** Log-ins, and what comes of them. */
export function tokenRoutes(app: V1App, context: V1Context): void {
  logInRoute(app, context)
  refreshRoute(app, context)
  logOutRoute(app, context)
}
