import { useEffect } from 'react'
import { connection } from './live.ts'
import { useStore } from './store.ts'
import { useTouched } from './touched.ts'

const ASKED_EVERY_MS = 2_000
/** A wallet of a busy mesh is read this often at most. */
const PAUSE_MS = 500

/**
 * Reads wallets anew when something happens to them; who may not listen to events asks every two seconds.
 *
 * @param pauseMs from one reading to the next at least
 */
export function useFresh(walletIds: readonly (number | null)[], reload: () => void, pauseMs = PAUSE_MS): void {
  useTouched(walletIds, reload, pauseMs)
  const isOff = useStore(connection) === 'off'
  useEffect(() => {
    if (!isOff) return
    const timer = setInterval(reload, ASKED_EVERY_MS)
    return () => clearInterval(timer)
  }, [isOff, reload])
}
