import { useState } from 'react'
import { go } from '../data/route.ts'
import { type Role, runsMesh } from '../data/session.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { TextField } from '../parts/field.tsx'
import { Page } from '../parts/page.tsx'
import { Feed } from './feed.tsx'

const ID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** What happens, and the way to what has become of one operation. */
export function OperationsScreen({ role }: { role: Role }) {
  return (
    <Page
      title="Operations"
      about="Everything that moves money is an operation: queued durably, and applied exactly once."
    >
      <FindOperation />
      {runsMesh(role) ? <Feed /> : null}
    </Page>
  )
}

function FindOperation() {
  const [id, setId] = useState('')
  const [flaw, setFlaw] = useState<string>()
  return (
    <Card title="Find one">
      <form
        className="find"
        onSubmit={(event) => {
          event.preventDefault()
          if (ID.test(id.trim())) go(`/operations/${id.trim().toLowerCase()}`)
          else setFlaw('An id has 32 hexadecimal digits in five parts, as the answer to a request gives it')
        }}
      >
        <TextField
          label="Id of an operation"
          value={id}
          onChange={setId}
          flaw={flaw}
          placeholder="01a20e45-d84a-766b-8572-238235365605"
          isRequired
        />
        <Button submits>Find</Button>
      </form>
    </Card>
  )
}
