import type { V1App, V1Context } from '../v1.ts'
import { listDeadLettersRoute } from './list-dead-letters.ts'
import { replayDeadLetterRoute } from './replay-dead-letter.ts'

/** Steps of operations that were given up. */
export function deadLetterRoutes(app: V1App, context: V1Context): void {
  listDeadLettersRoute(app, context)
  replayDeadLetterRoute(app, context)
}
