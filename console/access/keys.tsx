import { useState } from 'react'
import { dataOf, type Key, mesh } from '../data/client.ts'
import { useAction, useQuery } from '../data/query.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { Failure } from '../parts/failure.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Page } from '../parts/page.tsx'
import { Pages, usePlace } from '../parts/pages.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'
import { MakeKey, showKey } from './make-key.tsx'
import { RevokeKey } from './revoke-key.tsx'

const PAGE = 50

const COLUMNS: readonly Column<Key>[] = [
  { title: 'Name', look: 'wide', cell: ({ name }) => name },
  { title: 'Begins with', cell: ({ prefix }) => <code>{prefix}</code> },
  { title: 'Role', cell: ({ role }) => <Badge>{role}</Badge> },
  { title: 'Last used', cell: ({ last_used_at: at }) => (at === null ? 'never' : <Time at={at} />) },
  { title: 'State', cell: (key) => <KeyState apiKey={key} /> },
]

/** What programs show instead of logging in. */
export function KeysScreen() {
  const [isMaking, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<Key>()
  const place = usePlace('keys')
  const query = useQuery(`keys ${place.cursor}`, (signal) => {
    const query = { limit: PAGE, ...(place.cursor === undefined ? {} : { cursor: place.cursor }) }
    return dataOf(mesh.GET('/v1/keys', { params: { query }, signal }))
  })
  const rotate = useAction(async (id: string) => {
    showKey(await dataOf(mesh.POST('/v1/keys/{id}/rotate', { params: { path: { id } } })))
    query.reload()
  })
  const close = () => {
    setMaking(false)
    setRevoking(undefined)
    query.reload()
  }
  const actions: Column<Key> = {
    title: <span className="visually-hidden">Replace or revoke</span>,
    look: 'actions',
    cell: (key) =>
      key.revoked_at === null ? (
        <KeyActions apiKey={key} onReplace={() => rotate.run(key.id)} onRevoke={() => setRevoking(key)} />
      ) : null,
  }
  return (
    <Page
      title="API keys"
      about="What programs show instead of logging in."
      actions={
        <Button look="main" onPress={() => setMaking(true)}>
          Make a key
        </Button>
      }
    >
      <section className="card" aria-label="List of API keys">
        <Failure error={rotate.error} />
        <Loaded query={query}>
          {({ keys, next_cursor }) =>
            keys.length === 0 ? (
              <Empty title="No API keys">Make one for each program, so that each can be revoked by itself.</Empty>
            ) : (
              <>
                <Table caption="API keys" rows={keys} keyOf={({ id }) => id} columns={[...COLUMNS, actions]} />
                <Pages place={place} next={next_cursor} />
              </>
            )
          }
        </Loaded>
      </section>
      {isMaking ? <MakeKey onClose={close} /> : null}
      {revoking === undefined ? null : <RevokeKey apiKey={revoking} onClose={close} />}
    </Page>
  )
}

interface KeyActionsProps {
  apiKey: Key
  onReplace: () => void
  onRevoke: () => void
}

function KeyActions({ apiKey: { name, rotated_to }, onReplace, onRevoke }: KeyActionsProps) {
  return (
    <>
      <Button size="small" label={`Replace ${name}`} onPress={onReplace} isDisabled={rotated_to !== null}>
        Replace
      </Button>
      <Button size="small" label={`Revoke ${name}`} onPress={onRevoke}>
        Revoke
      </Button>
    </>
  )
}

function KeyState({ apiKey: { revoked_at, expires_at, rotated_to } }: { apiKey: Key }) {
  if (revoked_at !== null) return <Badge tone="bad">revoked</Badge>
  if (expires_at === null) return <Badge tone="good">active</Badge>
  if (new Date(expires_at).getTime() < Date.now()) return <Badge tone="bad">expired</Badge>
  return (
    <Badge tone="warn">
      {rotated_to === null ? 'until ' : 'replaced, until '}
      <Time at={expires_at} />
    </Badge>
  )
}
