import type { Trace as Told } from '../data/client.ts'
import type { Query } from '../data/query.ts'
import { capitalised } from '../data/words.ts'
import { Amount } from '../parts/amount.tsx'
import { Badge, type Tone } from '../parts/badge.tsx'
import { Card } from '../parts/card.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'
import { CheckCard } from '../screening/check-card.tsx'
import { WalletLink } from './wallet-link.tsx'

type Posting = Told['postings'][number]
type Journal = Told['journals'][number]
type Delivery = Told['deliveries'][number]

/** Where an operation waits, what it changed, in which journals, and who was told of it: for those who run the mesh. */
export function Trace({ query }: { query: Query<Told> }) {
  return (
    <Loaded query={query}>
      {({ waiting, fraud_check, postings, journals, deliveries }) => (
        <>
          {waiting === null ? null : <Waiting {...waiting} />}
          {fraud_check === null ? null : <CheckCard check={fraud_check} onDecided={query.reload} />}
          {postings.length === 0 ? null : <Postings postings={postings} />}
          {journals.length === 0 ? null : <Journals journals={journals} />}
          {deliveries.length === 0 ? null : <Deliveries deliveries={deliveries} />}
        </>
      )}
    </Loaded>
  )
}

const STEPS = { apply: 'applied', credit: 'credited', refund: 'refunded' } as const

function Waiting({ group, place, step }: NonNullable<Told['waiting']>) {
  return (
    <p className="notice" role="status">
      It waits to be {STEPS[step]}, at place {place} in the queue of group {group}.
    </p>
  )
}

const POSTING: readonly Column<Posting>[] = [
  { title: 'Wallet', look: 'wide', cell: ({ wallet_id }) => <WalletLink id={wallet_id} /> },
  { title: 'As', cell: ({ kind }) => capitalised(kind) },
  { title: 'Group', look: 'number', cell: ({ group }) => group },
  { title: 'Journal', look: 'number', cell: ({ journal }) => journal },
  { title: 'Line', look: 'number', cell: ({ line }) => line },
  {
    title: 'Amount',
    look: 'number',
    cell: ({ amount, currency }) => <Amount micros={amount} currency={currency} signed />,
  },
  {
    title: 'Balance after',
    look: 'number',
    cell: ({ balance, currency }) => <Amount micros={balance} currency={currency} />,
  },
]

function Postings({ postings }: Pick<Told, 'postings'>) {
  return (
    <Card title="Postings" about="What it changed in the wallets, and where that is written down.">
      <Table
        caption="Postings of the operation"
        rows={postings}
        keyOf={({ group, journal, line }) => `${group} ${journal} ${line}`}
        columns={POSTING}
        amounts={postings.flatMap(({ amount, balance }) => [amount, balance])}
      />
    </Card>
  )
}

const JOURNAL: readonly Column<Journal>[] = [
  { title: 'Committed', cell: ({ committed_at }) => <Time at={committed_at} /> },
  { title: 'Group', look: 'number', cell: ({ group }) => group },
  { title: 'Journal', look: 'number', cell: ({ journal }) => journal },
  { title: 'Epoch', look: 'number', cell: ({ epoch }) => epoch },
  { title: 'Hash of it and all before', look: 'wide', cell: ({ hash }) => <code className="hash">{hash}</code> },
]

function Journals({ journals }: Pick<Told, 'journals'>) {
  return (
    <Card
      title="Journals"
      about="Each is committed once, under the lease of one holder, and sealed with those before it."
    >
      <Table
        caption="Journals of the operation"
        rows={journals}
        keyOf={({ group, journal }) => `${group} ${journal}`}
        columns={JOURNAL}
      />
    </Card>
  )
}

const STATES: Readonly<Record<Delivery['state'], Tone>> = { pending: 'calm', delivered: 'good', dead: 'bad' }

const DELIVERY: readonly Column<Delivery>[] = [
  {
    title: 'Webhook',
    cell: ({ webhook_id }) => <a href={`#/webhooks/${webhook_id}`}>Webhook {webhook_id}</a>,
  },
  { title: 'Event', look: 'wide', cell: ({ event_type }) => <code>{event_type}</code> },
  { title: 'State', cell: ({ state }) => <Badge tone={STATES[state]}>{state}</Badge> },
  { title: 'Attempts', look: 'number', cell: ({ attempts }) => attempts },
  { title: 'Last answer', look: 'number', cell: ({ last_status }) => last_status ?? '–' },
  { title: 'Ended', cell: ({ ended_at }) => (ended_at === null ? '–' : <Time at={ended_at} />) },
]

function Deliveries({ deliveries }: Pick<Told, 'deliveries'>) {
  return (
    <Card title="Deliveries" about="What webhooks were told of it.">
      <Table caption="Deliveries of the operation" rows={deliveries} keyOf={({ id }) => id} columns={DELIVERY} />
    </Card>
  )
}
