import type { V1App, V1Context } from '../v1.ts'
import { createKeyRoute } from './create-key.ts'
import { listKeysRoute } from './list-keys.ts'
import { readKeyRoute } from './read-key.ts'
import { revokeKeyRoute } from './revoke-key.ts'
import { rotateKeyRoute } from './rotate-key.ts'

/** API keys: what programs show instead of logging in. */
export function keyRoutes(app: V1App, context: V1Context): void {
  createKeyRoute(app, context)
  listKeysRoute(app, context)
  readKeyRoute(app, context)
  rotateKeyRoute(app, context)
  revokeKeyRoute(app, context)
}
