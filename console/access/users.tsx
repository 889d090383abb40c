import { useState } from 'react'
import { dataOf, mesh } from '../data/client.ts'
import { useQuery } from '../data/query.ts'
import type { User } from '../data/session.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Page } from '../parts/page.tsx'
import { Pages, usePlace } from '../parts/pages.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'
import { AddUser } from './add-user.tsx'
import { ChangeUser } from './change-user.tsx'

const PAGE = 50

const COLUMNS: readonly Column<User>[] = [
  { title: 'Name', look: 'wide', cell: ({ name }) => name },
  { title: 'Email', cell: ({ email }) => email },
  { title: 'Role', cell: ({ role }) => <Badge>{role}</Badge> },
  { title: 'Since', cell: ({ created_at }) => <Time at={created_at} /> },
  {
    title: 'State',
    cell: ({ disabled_at }) =>
      disabled_at === null ? <Badge tone="good">active</Badge> : <Badge tone="bad">disabled</Badge>,
  },
]

/** Who may log in. */
export function UsersScreen() {
  const [opened, setOpened] = useState<User | 'new'>()
  const place = usePlace('users')
  const query = useQuery(`users ${place.cursor}`, (signal) => {
    const query = { limit: PAGE, ...(place.cursor === undefined ? {} : { cursor: place.cursor }) }
    return dataOf(mesh.GET('/v1/users', { params: { query }, signal }))
  })
  const close = () => {
    setOpened(undefined)
    query.reload()
  }
  const changeColumn: Column<User> = {
    title: <span className="visually-hidden">Change</span>,
    look: 'actions',
    cell: (user) => (
      <Button size="small" label={`Change ${user.name}`} onPress={() => setOpened(user)}>
        Change
      </Button>
    ),
  }
  return (
    <Page
      title="Users"
      about="Who may log in, and what they may do."
      actions={
        <Button look="main" onPress={() => setOpened('new')}>
          Add a user
        </Button>
      }
    >
      <section className="card" aria-label="List of users">
        <Loaded query={query}>
          {({ users, next_cursor }) =>
            users.length === 0 ? (
              <Empty title="No users: the mesh is open">
                Whoever reaches this address may do everything. Add an admin, and everybody has to log in from then on.
              </Empty>
            ) : (
              <>
                <Table caption="Users" rows={users} keyOf={({ id }) => id} columns={[...COLUMNS, changeColumn]} />
                <Pages place={place} next={next_cursor} />
              </>
            )
          }
        </Loaded>
      </section>
      {opened === 'new' ? <AddUser onClose={close} /> : null}
      {opened === undefined || opened === 'new' ? null : <ChangeUser user={opened} onClose={close} />}
    </Page>
  )
}
