import { dataOf, mesh } from '../data/client.ts'
import { useQuery } from '../data/query.ts'
import { Badge, type Tone } from '../parts/badge.tsx'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Pages, usePlace } from '../parts/pages.tsx'
import { Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'

const EVERY_MS = 2_000
const PAGE = 50
const TONES: Readonly<Record<string, Tone>> = { pending: 'calm', delivered: 'good', dead: 'bad' }

/** What a webhook was sent, newest first. */
export function Deliveries({ webhookId: id }: { webhookId: string }) {
  const place = usePlace(`deliveries ${id}`)
  const query = useQuery(
    `deliveries ${id} ${place.cursor}`,
    (signal) => {
      const query = { limit: PAGE, ...(place.cursor === undefined ? {} : { cursor: place.cursor }) }
      return dataOf(mesh.GET('/v1/webhooks/{id}/deliveries', { params: { path: { id }, query }, signal }))
    },
    { everyMs: EVERY_MS },
  )
  return (
    <Card title="Deliveries">
      <Loaded query={query}>
        {({ deliveries, next_cursor }) =>
          deliveries.length === 0 ? (
            <Empty title="Nothing was sent yet">Send a test, or wait for the first event that it is told of.</Empty>
          ) : (
            <>
              <Table
                caption="Deliveries, newest first"
                rows={deliveries}
                keyOf={(delivery) => delivery.id}
                columns={[
                  { title: 'Made', cell: ({ created_at }) => <Time at={created_at} /> },
                  { title: 'Event', cell: ({ event_type }) => event_type },
                  { title: 'State', cell: ({ state }) => <Badge tone={TONES[state] ?? 'quiet'}>{state}</Badge> },
                  { title: 'Attempts', look: 'number', cell: ({ attempts }) => attempts },
                  {
                    title: 'Last answer',
                    look: 'wide',
                    cell: ({ last_status, last_error }) => last_error ?? last_status ?? '–',
                  },
                ]}
              />
              <Pages place={place} next={next_cursor} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
