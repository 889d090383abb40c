import { useState } from 'react'
import { dataOf, mesh } from '../data/client.ts'
import { useQuery } from '../data/query.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Page } from '../parts/page.tsx'
import { Pages, usePlace } from '../parts/pages.tsx'
import { Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'
import { AddWebhook } from './add-webhook.tsx'

const PAGE = 50

/** Whom the mesh tells what happens. */
export function WebhooksScreen() {
  const [isCreating, setCreating] = useState(false)
  const place = usePlace('webhooks')
  const query = useQuery(`webhooks ${place.cursor}`, (signal) => {
    const query = { limit: PAGE, ...(place.cursor === undefined ? {} : { cursor: place.cursor }) }
    return dataOf(mesh.GET('/v1/webhooks', { params: { query }, signal }))
  })
  const close = () => {
    setCreating(false)
    query.reload()
  }
  return (
    <Page
      title="Webhooks"
      about="Programs that are told what happens, signed, in order of each wallet, and until they answer."
      actions={
        <Button look="main" onPress={() => setCreating(true)}>
          Add a webhook
        </Button>
      }
    >
      <section className="card" aria-label="List of webhooks">
        <Loaded query={query}>
          {({ webhooks, next_cursor }) =>
            webhooks.length === 0 ? (
              <Empty title="No webhooks">
                Add the address of a program that shall be told of operations or settlements.
              </Empty>
            ) : (
              <>
                <Table
                  caption="Webhooks"
                  rows={webhooks}
                  keyOf={({ id }) => id}
                  columns={[
                    { title: 'Address', look: 'wide', cell: ({ id, url }) => <a href={`#/webhooks/${id}`}>{url}</a> },
                    { title: 'Events', look: 'wide', cell: ({ event_types }) => event_types.join(', ') },
                    { title: 'Wallets', cell: ({ wallet_ids }) => wallet_ids?.join(', ') ?? 'all' },
                    { title: 'Since', cell: ({ created_at }) => <Time at={created_at} /> },
                    { title: 'State', cell: (webhook) => <WebhookState disabledAt={webhook.disabled_at} /> },
                  ]}
                />
                <Pages place={place} next={next_cursor} />
              </>
            )
          }
        </Loaded>
      </section>
      {isCreating ? <AddWebhook onClose={close} /> : null}
    </Page>
  )
}

export function WebhookState({ disabledAt }: { disabledAt: string | null }) {
  return disabledAt === null ? <Badge tone="good">enabled</Badge> : <Badge>disabled</Badge>
}
