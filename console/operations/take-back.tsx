import { useState } from 'react'
import type { Operation } from '../data/client.ts'
import { createSubmitter } from '../data/operation.ts'
import { useAction } from '../data/query.ts'
import { go } from '../data/route.ts'
import { Button } from '../parts/button.tsx'
import { FormDialog } from '../parts/dialog.tsx'

const REVERSIBLE: ReadonlySet<Operation['kind']> = new Set(['deposit', 'transfer', 'withdrawal', 'capture'])

/** Takes an applied operation back, by another one that moves the same money the other way. */
export function TakeBack({ operation: { id, kind, status } }: { operation: Operation }) {
  const [isAsking, setAsking] = useState(false)
  const [submit] = useState(createSubmitter)
  const reverse = useAction(async () => go(`/operations/${await submit({ kind: 'reversal', operation_id: id })}`))
  if (status !== 'success' || !REVERSIBLE.has(kind)) return null
  return (
    <>
      <Button onPress={() => setAsking(true)}>Take back</Button>
      {isAsking ? (
        <FormDialog
          title={`Take this ${kind} back?`}
          action="Take it back"
          isDangerous
          onClose={() => setAsking(false)}
          isRunning={reverse.isRunning}
          error={reverse.error}
          onSubmit={() => reverse.run()}
        >
          <p>
            Another operation moves the same money the other way, if it is still there. Both stay in the ledger, and it
            is done once at most.
          </p>
        </FormDialog>
      ) : null}
    </>
  )
}
