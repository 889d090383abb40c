import { useState } from 'react'
import { dataOf, type FraudCheck, mesh } from '../data/client.ts'
import { useQuery } from '../data/query.ts'
import { Amount } from '../parts/amount.tsx'
import { Card } from '../parts/card.tsx'
import { Choices } from '../parts/choices.tsx'
import { Empty } from '../parts/empty.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Pages, usePlace } from '../parts/pages.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'
import { CheckState, isWaiting } from './check-state.tsx'
import { DecideCheck } from './decide-check.tsx'

const EVERY_MS = 2_000
const PAGE = 50

type Shown = FraudCheck['state'] | 'all'

const SHOWN: readonly (readonly [Shown, string])[] = [
  ['review', 'Wait for a person'],
  ['pending', 'Ask the rules'],
  ['allowed', 'Allowed'],
  ['rejected', 'Rejected'],
  ['all', 'All'],
]

function readPage(state: Shown, cursor: string | undefined, signal: AbortSignal) {
  const query = { limit: PAGE, ...(state === 'all' ? {} : { state }), ...(cursor === undefined ? {} : { cursor }) }
  return dataOf(mesh.GET('/v1/fraud_checks', { params: { query }, signal }))
}

const COLUMNS: readonly Column<FraudCheck>[] = [
  { title: 'Debited', cell: ({ created_at }) => <Time at={created_at} /> },
  {
    title: 'Transfer',
    cell: ({ operation_id, origin_wallet_id, target_wallet_id }) => (
      <a href={`#/operations/${operation_id}`}>
        Wallet {origin_wallet_id} → {target_wallet_id}
      </a>
    ),
  },
  { title: 'State', cell: ({ state }) => <CheckState state={state} /> },
  { title: 'Risk', look: 'number', cell: ({ score }) => score ?? '–' },
  { title: 'Why', look: 'wide', cell: ({ reasons, note }) => note ?? (reasons.join('; ') || '–') },
  { title: 'Amount', look: 'number', cell: ({ amount, currency }) => <Amount micros={amount} currency={currency} /> },
]

/** Screened transfers, newest first; those that wait can be decided. */
export function Checks() {
  const [shown, setShown] = useState<Shown>('review')
  const place = usePlace(shown)
  const query = useQuery(`checks ${shown} ${place.cursor}`, (signal) => readPage(shown, place.cursor, signal), {
    everyMs: EVERY_MS,
  })
  const decideColumn: Column<FraudCheck> = {
    title: <span className="visually-hidden">Decide</span>,
    look: 'actions',
    cell: (check) => (isWaiting(check) ? <DecideCheck check={check} onDecided={query.reload} /> : null),
  }
  return (
    <Card
      title="Screened transfers"
      about="Their senders are debited; the money waits for a verdict."
      actions={<Choices label="Which" value={shown} options={SHOWN} onChange={setShown} />}
    >
      <Loaded query={query}>
        {({ fraud_checks, next_cursor }) =>
          fraud_checks.length === 0 ? (
            <Empty title={shown === 'review' ? 'Nothing waits for a person' : 'No such transfers'}>
              Transfers that no enabled rule could fit are not screened and not listed here.
            </Empty>
          ) : (
            <>
              <Table
                caption="Screened transfers, newest first"
                rows={fraud_checks}
                keyOf={({ operation_id }) => operation_id}
                columns={[...COLUMNS, decideColumn]}
                amounts={fraud_checks.map(({ amount }) => amount)}
              />
              <Pages place={place} next={next_cursor} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
