import { useEffect, useRef } from 'react'
import { onBatch } from './live.ts'

/**
 * Calls back when an operation that touches one of the wallets ended, or when events were left out, so that nobody knows.
 * At once the first time, and then every `pauseMs` at most.
 */
export function useTouched(walletIds: readonly (number | null)[], onTouched: () => void, pauseMs: number): void {
  const newest = useRef(onTouched)
  newest.current = onTouched
  const key = walletIds.join()
  useEffect(() => {
    const ids = new Set(key.split(',').map(Number))
    let timer: ReturnType<typeof setTimeout> | undefined
    let calledMs = Number.NEGATIVE_INFINITY
    const call = () => {
      timer = undefined
      calledMs = performance.now()
      newest.current()
    }
    const unfollow = onBatch(({ operations, skipped }) => {
      if (timer !== undefined) return
      const isTouched = (id: number | null) => id !== null && ids.has(id)
      const touched = operations.some((one) => isTouched(one.origin_wallet_id) || isTouched(one.target_wallet_id))
      if (!touched && !skipped) return
      timer = setTimeout(call, Math.max(0, calledMs + pauseMs - performance.now()))
    })
    return () => {
      clearTimeout(timer)
      unfollow()
    }
  }, [key, pauseMs])
}
