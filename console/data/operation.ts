import { useEffect, useState } from 'react'
import { dataOf, idempotencyKey, mesh, type Operation, ProblemError } from './client.ts'

export type NewOperation =
  | { kind: 'deposit'; target_wallet_id: number; amount: string; currency: string }
  | { kind: 'withdrawal'; origin_wallet_id: number; amount: string; currency: string }
  | {
      kind: 'transfer'
      origin_wallet_id: number
      target_wallet_id: number
      amount: string
      currency: string
      message?: string
    }
  | { kind: 'reversal'; operation_id: string }

/**
 * Submits operations, each once: when no answer came, the same one is sent again under the same key, so that who presses
 * the button again does not pay twice.
 */
export function createSubmitter() {
  let unanswered: { body: string; key: { 'Idempotency-Key': string } } | null = null
  /** Returns its id. */
  return async (operation: NewOperation): Promise<string> => {
    const body = JSON.stringify(operation)
    const { key } = unanswered?.body === body ? unanswered : { key: idempotencyKey() }
    unanswered = { body, key }
    try {
      const { id } = await dataOf(mesh.POST('/v1/operations', { body: operation, params: { header: key } }))
      unanswered = null
      return id
    } catch (error) {
      // Refused: nothing happened.
      if (error instanceof ProblemError && error.problem.status < 500) unanswered = null
      throw error
    }
  }
}

export function readOperation(id: string, signal: AbortSignal): Promise<Operation> {
  return dataOf(mesh.GET('/v1/operations/{id}', { params: { path: { id } }, signal }))
}

export function hasEnded({ status }: Operation): boolean {
  return status === 'success' || status === 'decline'
}

const ASK_MIN_MS = 40
const ASK_MAX_MS = 1_000

export interface Followed {
  operation: Operation | undefined
  /** Why it cannot be asked for at present; it is tried on. */
  error: unknown
}

/** Asks for an operation until it ended, soon at first, and later once a second. */
export function useOperation(id: string): Followed {
  const [followed, setFollowed] = useState<Followed>({ operation: undefined, error: undefined })
  useEffect(() => {
    const controller = new AbortController()
    follow(id, controller.signal, setFollowed)
    return () => controller.abort()
  }, [id])
  return followed
}

async function follow(id: string, signal: AbortSignal, tell: (followed: Followed) => void): Promise<void> {
  let operation: Operation | undefined
  for (let pauseMs = ASK_MIN_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 1.5, ASK_MAX_MS)) {
    let error: unknown
    try {
      operation = await readOperation(id, signal)
    } catch (reason) {
      error = reason
    }
    if (signal.aborted) return
    tell({ operation, error })
    if (operation !== undefined && hasEnded(operation)) return
    if (error instanceof ProblemError && error.problem.status < 500 && error.problem.status !== 429) return
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}
