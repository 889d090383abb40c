import { useState } from 'react'
import { dataOf, idempotencyKey, mesh } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import { Button } from '../parts/button.tsx'
import { FormDialog } from '../parts/dialog.tsx'
import { Failure } from '../parts/failure.tsx'
import { ChoiceField, TextField } from '../parts/field.tsx'
import type { Plan } from './rebalances.tsx'

type Weight = Plan['weight']

const WEIGHTS: readonly (readonly [Weight, string])[] = [
  ['count', 'number of operations'],
  ['cost', 'time spent on them'],
]

const GROUPS_MAX = 1_024

interface RebalanceFormProps {
  activeGroups: number
  onPlan: (plan: Plan) => void
  /** Wallets are being moved. */
  onBegun: () => void
}

/** Asks the balancer to spread the wallets over so many groups, or what it would do. */
export function RebalanceForm({ activeGroups, onPlan, onBegun }: RebalanceFormProps) {
  const [text, setText] = useState<string>()
  const [weight, setWeight] = useState<Weight>('count')
  const [isAsking, setAsking] = useState(false)
  const groups = Number(text ?? activeGroups)
  const flaw = Number.isInteger(groups) && groups >= 1 && groups <= GROUPS_MAX ? undefined : `From 1 to ${GROUPS_MAX}`
  const ask = async (dry_run: boolean) => {
    const params = { header: idempotencyKey() }
    return dataOf(mesh.POST('/v1/groups/rebalance', { body: { groups, weight, dry_run }, params }))
  }
  const plan = useAction(async () => onPlan(await ask(true)))
  const rebalance = useAction(async () => {
    await ask(false)
    setAsking(false)
    onBegun()
  })
  return (
    <>
      <form
        className="rebalance-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (flaw === undefined) plan.run()
        }}
      >
        <TextField
          label="Groups"
          value={text ?? String(activeGroups)}
          onChange={setText}
          flaw={flaw}
          isNumber
          isRequired
          lengthMax={4}
        />
        <ChoiceField label="Weighed by" value={weight} options={WEIGHTS} onChange={setWeight} />
        <Button submits isDisabled={plan.isRunning || flaw !== undefined}>
          {plan.isRunning ? 'Planning…' : 'Dry run'}
        </Button>
        <Button look="main" onPress={() => setAsking(true)} isDisabled={flaw !== undefined}>
          Rebalance
        </Button>
      </form>
      <Failure error={plan.error} />
      {isAsking ? (
        <FormDialog
          title={`Rebalance into ${groups} ${groups === 1 ? 'group' : 'groups'}?`}
          action="Rebalance"
          onClose={() => setAsking(false)}
          isRunning={rebalance.isRunning}
          error={rebalance.error}
          onSubmit={() => rebalance.run()}
        >
          <p>
            Wallets move while the mesh works on: nothing is lost, and nothing is applied twice. The balancer keeps that
            many groups from then on.
          </p>
        </FormDialog>
      ) : null}
    </>
  )
}
