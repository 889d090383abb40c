import { useState } from 'react'
import { dataOf, mesh } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Failure } from '../parts/failure.tsx'
import { TextField } from '../parts/field.tsx'

/** One's own, which ends all other sessions. */
export function ChangePassword({ userId: id }: { userId: string }) {
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [isDone, setDone] = useState(false)
  const change = useAction(async () => {
    const body = { password, current_password: current }
    await dataOf(mesh.PATCH('/v1/users/{id}', { params: { path: { id } }, body }))
    setCurrent('')
    setPassword('')
    setDone(true)
  })
  return (
    <Card title="Change the password">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          setDone(false)
          change.run()
        }}
      >
        <TextField
          label="Present password"
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          isRequired
        />
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          hint="8 to 256 characters. You are logged out everywhere else."
          isRequired
          lengthMax={256}
        />
        <Failure error={change.error} />
        {isDone ? (
          <p className="notice" data-tone="good" role="status">
            The password is changed.
          </p>
        ) : null}
        <div>
          <Button submits look="main" isDisabled={change.isRunning}>
            Change
          </Button>
        </div>
      </form>
    </Card>
  )
}
