import { useState } from 'react'
import { type Problem, ProblemError } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import { logIn } from '../data/session.ts'
import markUrl from '../design/mark.svg'
import { Button } from '../parts/button.tsx'
import { Choices } from '../parts/choices.tsx'
import { Failure } from '../parts/failure.tsx'
import { TextField } from '../parts/field.tsx'

type Way = 'password' | 'key'

/** Where the gateway asks who is there. */
export function LogIn() {
  const [way, setWay] = useState<Way>('password')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [key, setKey] = useState('')
  const enter = useAction(async () => {
    const refusal = await logIn(way === 'key' ? { key: key.trim() } : { email, password })
    if (refusal !== null) throw new ProblemError((await refusal.json()) as Problem)
  })
  return (
    <main className="alone">
      <h1 className="brand">
        <img src={markUrl} alt="" />
        walletmesh
      </h1>
      <form
        className="card form"
        onSubmit={(event) => {
          event.preventDefault()
          enter.run()
        }}
      >
        <div className="split">
          <h2>Log in</h2>
          <Choices
            label="How to log in"
            value={way}
            options={[
              ['password', 'Password'],
              ['key', 'API key'],
            ]}
            onChange={setWay}
          />
        </div>
        {way === 'password' ? (
          <>
            <TextField
              label="Email"
              type="email"
              autoComplete="username"
              value={email}
              onChange={setEmail}
              isRequired
            />
            <TextField
              label="Password"
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
              isRequired
            />
          </>
        ) : (
          <TextField
            label="API key"
            type="password"
            value={key}
            onChange={setKey}
            hint="It begins with wm_ and is forgotten when this tab closes."
            isRequired
          />
        )}
        <Failure error={enter.error} />
        <Button submits look="main" isDisabled={enter.isRunning}>
          Log in
        </Button>
      </form>
    </main>
  )
}
