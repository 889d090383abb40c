import { useChanged } from '../data/changed.ts'
import { dataOf, mesh, type Settlement } from '../data/client.ts'
import { useQuery } from '../data/query.ts'
import { Amount } from '../parts/amount.tsx'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Pages, usePlace } from '../parts/pages.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'
import { SettlementState } from './settlement-state.tsx'

const COLUMNS: readonly Column<Settlement>[] = [
  {
    title: 'Taken',
    look: 'wide',
    cell: ({ id, taken_at }) => (
      <a href={`#/clearing/${id}`}>
        <Time at={taken_at} isLong />
      </a>
    ),
  },
  { title: 'State', cell: ({ state }) => <SettlementState state={state} /> },
  { title: 'Payments', look: 'number', cell: ({ payments }) => payments.toLocaleString('en') },
  {
    title: 'Gross',
    look: 'number',
    cell: ({ netting, currency }) => (netting === null ? '–' : <Amount micros={netting.gross} currency={currency} />),
  },
  {
    title: 'Net',
    look: 'number',
    cell: ({ netting, currency }) => (netting === null ? '–' : <Amount micros={netting.net} currency={currency} />),
  },
]

/** Snapshots that were taken, newest first. */
export function History() {
  const place = usePlace('settlements')
  const query = useQuery(`settlements ${place.cursor}`, (signal) => {
    const query = place.cursor === undefined ? {} : { cursor: place.cursor }
    return dataOf(mesh.GET('/v1/settlements', { params: { query }, signal }))
  })
  useChanged('settlement', query.reload)
  return (
    <Card title="Snapshots">
      <Loaded query={query}>
        {({ settlements, next_cursor }) =>
          settlements.length === 0 ? (
            <Empty title="No snapshot was taken yet">
              A snapshot is one cut of all balances, with proofs. It is looked at first, and then approved or cancelled.
            </Empty>
          ) : (
            <>
              <Table caption="Snapshots, newest first" columns={COLUMNS} rows={settlements} keyOf={({ id }) => id} />
              <Pages place={place} next={next_cursor} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
