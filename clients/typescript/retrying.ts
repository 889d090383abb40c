export interface RetryOptions {
  /** In all, the first one included. */
  attemptsMax?: number
  /** Before the second attempt; each further pause is twice as long. */
  pauseMs?: number
  /** No pause is longer, whatever the gateway asks for. */
  pauseMaxMs?: number
  /** From 0 to 1. */
  random?: () => number
}

type Send = (request: Request) => Promise<Response>

/** Nothing was done, or nobody knows; what is idempotent may be sent again after either. */
const AGAIN: ReadonlySet<number> = new Set([429, 502, 503, 504])

/**
 * Sends again what is idempotent, when no answer came or one that asks for it: reads, and requests with an Idempotency-Key.
 * Pauses at least as long as Retry-After asks, and at random, so that many clients do not come back at once. Ends when the request
 * is aborted.
 */
export function retrying(
  send: Send,
  { attemptsMax = 4, pauseMs = 100, pauseMaxMs = 5_000, random = Math.random }: RetryOptions,
): Send {
  return async (request) => {
    if (!isIdempotent(request)) return send(request)
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt >= attemptsMax
      const answer = await send(request.clone()).catch((error: unknown) => {
        if (isLast || request.signal.aborted) throw error
        return null
      })
      if (answer !== null && (isLast || !AGAIN.has(answer.status))) return answer
      await answer?.body?.cancel()
      const backoffMs = pauseMs * 2 ** (attempt - 1) * (0.5 + random())
      const pause = Math.min(pauseMaxMs, Math.max(backoffMs, retryAfterMs(answer)))
      await delay(pause, request.signal)
    }
  }
}

/** As of node:timers/promises, which browsers lack. Rejects when it is aborted. */
function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer)
      reject(new DOMException('the request was aborted', { name: 'AbortError', cause: signal.reason }))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    }, ms)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}

function isIdempotent({ method, headers }: Request): boolean {
  return method === 'GET' || method === 'HEAD' || headers.has('idempotency-key')
}

function retryAfterMs(answer: Response | null): number {
  const seconds = answer?.headers.get('retry-after') ?? ''
  return /^\d{1,9}$/.test(seconds) ? Number(seconds) * 1000 : 0
}
