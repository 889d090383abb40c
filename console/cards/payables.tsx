import { useState } from 'react'
import { dataOf, mesh, type Payable } from '../data/client.ts'
import { useQuery } from '../data/query.ts'
import { Amount } from '../parts/amount.tsx'
import { Card } from '../parts/card.tsx'
import { Choices } from '../parts/choices.tsx'
import { Empty } from '../parts/empty.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Pages, usePlace } from '../parts/pages.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { PayableState } from './states.tsx'

const EVERY_MS = 3_000
const PAGE = 25

type Shown = Payable['status'] | 'all'

const SHOWN: readonly (readonly [Shown, string])[] = [
  ['waiting_funds', 'Waiting'],
  ['paid', 'Paid out'],
  ['refunded', 'Refunded'],
  ['all', 'All'],
]

const COLUMNS: readonly Column<Payable>[] = [
  { title: 'Due (UTC)', cell: ({ due_date }) => <time dateTime={due_date}>{due_date}</time> },
  { title: 'Wallet', look: 'number', cell: ({ wallet_id }) => <a href={`#/wallets/${wallet_id}`}>{wallet_id}</a> },
  {
    title: 'For',
    look: 'wide',
    cell: ({ transaction_id }) => <a href={`#/cards/${transaction_id}`}>Card transaction</a>,
  },
  { title: 'State', cell: ({ status }) => <PayableState status={status} /> },
  { title: 'Refunded', look: 'number', cell: ({ refunded }) => <Amount micros={refunded} /> },
  { title: 'Net', look: 'number', cell: ({ net, currency }) => <Amount micros={net} currency={currency} /> },
]

/** What is due to wallets for what cards paid. */
export function Payables() {
  const [shown, setShown] = useState<Shown>('waiting_funds')
  const place = usePlace(`payables ${shown}`)
  const query = useQuery(
    `payables ${shown} ${place.cursor}`,
    (signal) => {
      const page = { limit: PAGE, ...(place.cursor === undefined ? {} : { cursor: place.cursor }) }
      const query = { ...page, ...(shown === 'all' ? {} : { status: shown }) }
      return dataOf(mesh.GET('/v1/payables', { params: { query }, signal }))
    },
    { everyMs: EVERY_MS },
  )
  return (
    <Card
      title="Payables"
      about="The net is in the wallet at once, and held there until the day it is due."
      actions={<Choices label="Which" value={shown} options={SHOWN} onChange={setShown} />}
    >
      <Loaded query={query}>
        {({ payables, next_cursor }) =>
          payables.length === 0 ? (
            <Empty title="No such payables">Each charged card transaction has one.</Empty>
          ) : (
            <>
              <Table
                caption="Payables, newest first"
                rows={payables}
                keyOf={({ id }) => id}
                columns={COLUMNS}
                amounts={payables.flatMap(({ net, refunded }) => [net, refunded])}
              />
              <Pages place={place} next={next_cursor} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
