import { useEffect } from 'react'
import { connection } from './live.ts'
import { useStore } from './store.ts'
import { useTouched } from './touched.ts'

const ASKED_EVERY_MS = 2_000

/** Reads wallets anew when something happens to them; who may not listen to events asks every two seconds. */
export function useFresh(walletIds: readonly (number | null)[], reload: () => void): void {
  useTouched(walletIds, reload)
  const isOff = useStore(connection) === 'off'
  useEffect(() => {
    if (!isOff) return
    const timer = setInterval(reload, ASKED_EVERY_MS)
    return () => clearInterval(timer)
  }, [isOff, reload])
}
