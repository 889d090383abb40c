import { useEffect, useRef } from 'react'
import { type Changing, changes } from './live.ts'
import { useStore } from './store.ts'

/** Calls back when events told that something of the kind changed. */
export function useChanged(what: Changing, onChanged: () => void): void {
  const count = useStore(changes)[what]
  const seen = useRef(count)
  useEffect(() => {
    if (seen.current === count) return
    seen.current = count
    onChanged()
  }, [count, onChanged])
}
