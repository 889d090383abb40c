import { useState } from 'react'
import { useChanged } from '../data/changed.ts'
import { dataOf, mesh, type Settlement } from '../data/client.ts'
import { useQuery } from '../data/query.ts'
import { capitalised } from '../data/words.ts'
import { Amount } from '../parts/amount.tsx'
import { Badge } from '../parts/badge.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Facts } from '../parts/facts.tsx'
import { Icon } from '../parts/icons.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Page } from '../parts/page.tsx'
import { Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'
import { Decide, type Decision } from './decide.tsx'
import { Files } from './files.tsx'
import { NettingPicture } from './netting-picture.tsx'
import { SettlementState } from './settlement-state.tsx'

/** One snapshot: what it proves, what is to be paid, and what is decided on it. */
export function SettlementScreen({ id }: { id: string }) {
  const [deciding, setDeciding] = useState<Decision>()
  const query = useQuery(`settlement ${id}`, (signal) =>
    dataOf(mesh.GET('/v1/settlements/{id}', { params: { path: { id } }, signal })),
  )
  useChanged('settlement', query.reload)
  const close = () => {
    setDeciding(undefined)
    query.reload()
  }
  return (
    <Page
      title="Snapshot"
      about={<code>{id}</code>}
      actions={
        <>
          <LinkButton to="/clearing">All of clearing</LinkButton>
          {query.data?.state === 'open' ? (
            <>
              <Button look="danger" onPress={() => setDeciding('cancel')}>
                Cancel it
              </Button>
              <Button look="main" onPress={() => setDeciding('approve')}>
                Approve
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <Loaded query={query}>
        {(settlement) => (
          <>
            <Overview settlement={settlement} />
            <div className="pair">
              <NettingPicture settlement={settlement} />
              <Proofs settlement={settlement} />
            </div>
            <BanksOf settlement={settlement} />
            {deciding === undefined ? null : <Decide settlement={settlement} decision={deciding} onClose={close} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

const NEXT: Readonly<Record<Settlement['state'], string>> = {
  open: 'Nothing is paid before it is approved. Payments made since the cut stay owed either way.',
  approved: 'Approved: its operations are being posted to the ledger.',
  settled: 'Settled: every balance changed by what it was at the cut.',
  cancelled: 'Cancelled: it changed nothing.',
  expired: 'It was not approved in time: take another one.',
  superseded: 'Another snapshot was approved that holds the same money.',
}

function Overview({ settlement }: { settlement: Settlement }) {
  const { state, taken_at, expires_at, approved_at, settled_at, cancelled_at, accounts, payments, lines } = settlement
  const times = [
    ['Approved', approved_at],
    ['Settled', settled_at],
    ['Cancelled', cancelled_at],
    ['Expires', state === 'open' ? expires_at : null],
  ] as const
  return (
    <Card title="Where it stands" actions={<SettlementState state={state} />}>
      <div className="stack">
        <p role="status">
          {NEXT[state]}
          {state === 'approved' ? ` ${settlement.posted_lines} of ${lines} are queued.` : null}
        </p>
        <Facts
          facts={[
            ['Taken', <Time key="taken" at={taken_at} isLong />],
            ...times.flatMap(([name, at]) =>
              at === null ? [] : [[name, <Time key={name} at={at} isLong />] as const],
            ),
            ['Payments in it', payments.toLocaleString('en')],
            ['Accounts', accounts.toLocaleString('en')],
            ['With a balance', lines.toLocaleString('en')],
          ]}
        />
        {state === 'approved' || state === 'settled' ? <Files id={settlement.id} /> : null}
      </div>
    </Card>
  )
}

function Proofs({ settlement: { proofs } }: { settlement: Settlement }) {
  return (
    <Card title="Proofs" about="What was checked on the cut before it was kept.">
      <ul className="proofs">
        {proofs.map(({ name, proved, detail }) => (
          <li key={name}>
            <Badge tone={proved ? 'good' : 'bad'}>
              <Icon name={proved ? 'check' : 'cross'} />
              {proved ? 'proved' : 'not proved'}
            </Badge>
            <span>
              <strong>{capitalised(name.replaceAll('_', ' '))}</strong>
              <br />
              <span className="quiet small">{detail}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function BanksOf({ settlement: { banks, currency } }: { settlement: Settlement }) {
  return (
    <Card title="Banks at the cut">
      <Table
        caption="Banks at the cut"
        rows={banks}
        keyOf={({ bank_id }) => bank_id}
        columns={[
          { title: 'Bank', look: 'wide', cell: ({ name }) => name },
          { title: 'Accounts', look: 'number', cell: ({ accounts }) => accounts },
          { title: 'Paid', look: 'number', cell: ({ gross_paid }) => <Amount micros={gross_paid} /> },
          { title: 'Received', look: 'number', cell: ({ gross_received }) => <Amount micros={gross_received} /> },
          {
            title: 'Net position',
            look: 'number',
            cell: ({ position }) => <Amount micros={position} currency={currency} />,
          },
        ]}
      />
    </Card>
  )
}
