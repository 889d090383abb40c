import { useEffect } from 'react'
import { ShownSecret } from '../access/secret.tsx'
import { startLive, stopLive } from '../data/live.ts'
import { readRates } from '../data/rates.ts'
import { enter, runsMesh, type Session, session } from '../data/session.ts'
import { useStore } from '../data/store.ts'
import { LogIn } from './log-in.tsx'
import { Shell } from './shell.tsx'

const ASKED_AGAIN_MS = 2_000

/** The console of whoever is let in, or the way in. */
export function App() {
  const present = useStore(session)
  const { state } = present
  const role = 'role' in present ? present.role : undefined

  useEffect(() => {
    if (state === 'checking') enter()
    if (state !== 'unreachable') return
    const timer = setInterval(enter, ASKED_AGAIN_MS)
    return () => clearInterval(timer)
  }, [state])

  useEffect(() => {
    if (role !== undefined) readRates().catch(() => {})
  }, [role])

  useEffect(() => {
    // Events tell of everybody's wallets, so they are for those who run the mesh.
    if (role === undefined || !runsMesh(role)) return
    startLive()
    return stopLive
  }, [role])

  return (
    <>
      {role !== undefined ? <Shell role={role} /> : state === 'out' ? <LogIn /> : <Waiting state={state} />}
      <ShownSecret />
    </>
  )
}

function Waiting({ state }: Pick<Session, 'state'>) {
  return (
    <main className="alone">
      <p role="status" className="quiet">
        {state === 'checking' ? 'Asking the gateway…' : 'The gateway does not answer. Trying again…'}
      </p>
    </main>
  )
}
