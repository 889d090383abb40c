import { type Connection, connection } from '../data/live.ts'
import { useStore } from '../data/store.ts'
import { throughput } from '../data/throughput.ts'

const WORDS: Readonly<Record<Connection, string>> = {
  off: 'Not live',
  connecting: 'Connecting…',
  live: 'Live',
  reconnecting: 'Reconnecting…',
  lost: 'Connection lost, trying again',
}

/** Above a screen whose figures may be old. */
export function LostNotice() {
  if (useStore(connection) !== 'lost') return null
  return (
    <p className="notice lost-notice" data-tone="warn" role="status">
      The connection to the gateway is lost: what is shown may be old. It comes back by itself.
    </p>
  )
}

/** Whether what is shown is what is so now. */
export function ConnectionState() {
  const state = useStore(connection)
  const { rate } = useStore(throughput)
  if (state === 'off') return null
  return (
    <div className="split">
      <span className="connection" data-state={state} role="status">
        {WORDS[state]}
      </span>
      {state === 'live' ? <span className="quiet">{Math.round(rate).toLocaleString('en')}/s</span> : null}
    </div>
  )
}
