import { dataOf, mesh } from '../data/client.ts'
import { useAction, useQuery } from '../data/query.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { Failure } from '../parts/failure.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'

const EVERY_MS = 5_000
const WEBHOOKS_MAX = 100
const OF_ONE_MAX = 20

type Dead = Awaited<ReturnType<typeof readDead>>[number]

/** No route lists dead deliveries of all webhooks, so each is asked for its newest. */
async function readDead(signal: AbortSignal) {
  const { webhooks } = await dataOf(mesh.GET('/v1/webhooks', { params: { query: { limit: WEBHOOKS_MAX } }, signal }))
  const found = await Promise.all(
    webhooks.map(async ({ id, url }) => {
      const params = { path: { id: String(id) }, query: { state: 'dead', limit: OF_ONE_MAX } as const }
      const { deliveries } = await dataOf(mesh.GET('/v1/webhooks/{id}/deliveries', { params, signal }))
      return deliveries.map((delivery) => ({ webhookId: id, url, delivery }))
    }),
  )
  return found.flat()
}

const COLUMNS: readonly Column<Dead>[] = [
  { title: 'Given up', cell: ({ delivery }) => <Time at={delivery.ended_at ?? delivery.created_at} /> },
  { title: 'Event', cell: ({ delivery }) => delivery.event_type },
  { title: 'To', look: 'wide', cell: ({ webhookId, url }) => <a href={`#/webhooks/${webhookId}`}>{url}</a> },
  {
    title: 'Why',
    look: 'wide',
    cell: ({ delivery }) => delivery.last_error ?? `answered ${delivery.last_status}`,
  },
  { title: 'Attempts', look: 'number', cell: ({ delivery }) => delivery.attempts },
]

/** Deliveries of webhooks that were given up; the newest of each. */
export function DeadDeliveries() {
  const query = useQuery('dead deliveries', readDead, { everyMs: EVERY_MS })
  const replay = useAction(async (id: string) => {
    const params = { path: { id } }
    await dataOf(mesh.POST('/v1/webhooks/deliveries/{id}/replay', { params }))
    query.reload()
  })
  const replayColumn: Column<Dead> = {
    title: <span className="visually-hidden">Replay</span>,
    look: 'actions',
    cell: ({ delivery: { id } }) => (
      <Button size="small" label={`Replay delivery ${id}`} onPress={() => replay.run(id)} isDisabled={replay.isRunning}>
        Replay
      </Button>
    ),
  }
  return (
    <Card
      title="Webhook deliveries"
      about="Events that no attempt got through. A replay gives one all of its attempts again."
    >
      <Failure error={replay.error} />
      <Loaded query={query}>
        {(dead) =>
          dead.length === 0 ? (
            <Empty title="No dead deliveries">Every event was delivered, or is still being tried.</Empty>
          ) : (
            <Table
              caption="Dead deliveries of webhooks"
              rows={dead}
              keyOf={({ delivery }) => delivery.id}
              columns={[...COLUMNS, replayColumn]}
            />
          )
        }
      </Loaded>
    </Card>
  )
}
