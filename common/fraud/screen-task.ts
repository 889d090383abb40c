import type { Task } from '../jobs/task.ts'

/** Asks for the verdict on a transfer that was debited. Enqueued by the statement that debits it, with its check. */
export const SCREEN: Task<{ operation_id: string }> = { name: 'screen', attemptsMax: 20 }

export function screenKey(operationId: string): string {
  return `screen ${operationId}`
}
