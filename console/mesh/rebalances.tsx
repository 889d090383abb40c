import { useState } from 'react'
import type { components } from '../../clients/typescript/v1.ts'
import { useChanged } from '../data/changed.ts'
import { dataOf, mesh } from '../data/client.ts'
import { useQuery } from '../data/query.ts'
import { Badge, type Tone } from '../parts/badge.tsx'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'
import { PlanPicture } from './plan-picture.tsx'
import { RebalanceForm } from './rebalance-form.tsx'

export type Plan = components['schemas']['RebalancePlan']
type Rebalance = components['schemas']['Rebalance']

const TONES: Readonly<Record<Rebalance['state'], Tone>> = { running: 'warn', finished: 'good', interrupted: 'bad' }

const COLUMNS: readonly Column<Rebalance>[] = [
  { title: 'Begun', look: 'wide', cell: ({ started_at }) => <Time at={started_at} isLong /> },
  { title: 'Groups', cell: ({ groups_before, groups_after }) => `${groups_before} → ${groups_after}` },
  {
    title: 'Fullest over mean',
    look: 'number',
    cell: ({ max_over_mean_before: before, max_over_mean_after: after }) =>
      `${before.toFixed(2)} → ${after.toFixed(2)}`,
  },
  {
    title: 'Wallets moved',
    look: 'number',
    cell: ({ moves_done, moves_planned }) =>
      `${moves_done.toLocaleString('en')} of ${moves_planned.toLocaleString('en')}`,
  },
  { title: 'State', cell: ({ state }) => <Badge tone={TONES[state]}>{state}</Badge> },
]

/** How evenly work is spread over the groups, and what was done about it. @param activeGroups how many there are now */
export function Rebalances({ activeGroups }: { activeGroups: number }) {
  const [plan, setPlan] = useState<Plan>()
  const query = useQuery('rebalances', (signal) => dataOf(mesh.GET('/v1/rebalances', { signal })))
  useChanged('rebalance', query.reload)
  const begun = () => {
    setPlan(undefined)
    query.reload()
  }
  return (
    <>
      <Card
        title="Spread of load"
        about="Operations of each wallet in the window of the balancer, summed by group, before and after wallets move."
      >
        <div className="stack">
          <RebalanceForm activeGroups={activeGroups} onPlan={setPlan} onBegun={begun} />
          {plan === undefined ? null : (
            <PlanPicture plan={plan} title="What a rebalance would do" note="A dry run: nothing was moved." />
          )}
          <Loaded query={query}>
            {({ rebalances: [newest] }) =>
              newest === undefined || plan !== undefined ? null : (
                <PlanPicture plan={newest} title="What the last rebalance did" note={noteOf(newest)} />
              )
            }
          </Loaded>
        </div>
      </Card>
      <Card title="Rebalances">
        <Loaded query={query}>
          {({ rebalances }) =>
            rebalances.length === 0 ? (
              <Empty title="There was no rebalance yet">
                The balancer looks at the load by itself from time to time. A dry run tells what it would do now.
              </Empty>
            ) : (
              <Table caption="Rebalances, newest first" columns={COLUMNS} rows={rebalances} keyOf={({ id }) => id} />
            )
          }
        </Loaded>
      </Card>
    </>
  )
}

function noteOf({ state, moves_done, moves_planned }: Rebalance): string {
  const moved = `${moves_done.toLocaleString('en')} of ${moves_planned.toLocaleString('en')} wallets`
  if (state === 'running') return `It moves wallets at present: ${moved} so far.`
  return state === 'finished'
    ? `It moved ${moved}.`
    : `It was broken off after ${moved}; the next one goes on from there.`
}
