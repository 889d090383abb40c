import type { V1App, V1Context } from '../v1.ts'
import { changeUserRoute } from './change-user.ts'
import { createUserRoute } from './create-user.ts'
import { listUsersRoute } from './list-users.ts'
import { readUserRoutes } from './read-user.ts'

/** Those who own wallets or run the mesh. */
export function userRoutes(app: V1App, context: V1Context): void {
  createUserRoute(app, context)
  listUsersRoute(app, context)
  readUserRoutes(app, context)
  changeUserRoute(app, context)
}
