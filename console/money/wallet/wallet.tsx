import { type ReactNode, useState } from 'react'
import { approximate, formatAmount } from '../../data/amount.ts'
import { download, type Wallet } from '../../data/client.ts'
import { useFresh } from '../../data/fresh.ts'
import { useAction, useQuery } from '../../data/query.ts'
import { type Role, runsMesh } from '../../data/session.ts'
import { balanceOverTime, type Entries, readEntries } from '../../data/statement.ts'
import { readWallet } from '../../data/wallets.ts'
import { Amount } from '../../parts/amount.tsx'
import { Button, LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Chart } from '../../parts/chart.tsx'
import { Choices } from '../../parts/choices.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Failure } from '../../parts/failure.tsx'
import { Icon } from '../../parts/icons.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { Time } from '../../parts/time.tsx'
import { OutsideMoney, type Way } from '../outside-money.tsx'
import { StateBadge } from '../state-badge.tsx'
import { Manage } from './manage.tsx'
import { Owner } from './owner.tsx'
import { StatementTable } from './statement-table.tsx'

const HOUR_MS = 3_600_000
const PERIODS = { hour: HOUR_MS, day: 24 * HOUR_MS, month: 31 * 24 * HOUR_MS, all: null } as const
type Period = keyof typeof PERIODS

const PERIOD_NAMES: readonly (readonly [Period, string])[] = [
  ['hour', 'Hour'],
  ['day', 'Day'],
  ['month', 'Month'],
  ['all', 'All'],
]

/** A statement with more entries takes the gateway several readings. */
const LONG = 1_000
const LONG_PAUSE_MS = 3_000

function startOf(period: Period): string | null {
  const ms = PERIODS[period]
  return ms === null ? null : new Date(Date.now() - ms).toISOString()
}

/** One wallet: what is in it, and what happened to it. */
export function WalletScreen({ id, role }: { id: string; role: Role }) {
  const [period, setPeriod] = useState<Period>('day')
  const [moving, setMoving] = useState<Way>()
  const query = useQuery(`wallet ${id} ${period}`, async (signal) => {
    const [wallet, statement] = await Promise.all([readWallet(id, signal), readEntries(id, startOf(period), signal)])
    return { wallet, statement }
  })
  const isLong = (query.data?.statement.entries.length ?? 0) > LONG
  useFresh([Number(id)], query.reload, isLong ? LONG_PAUSE_MS : undefined)
  const name = query.data?.wallet.name ?? `Wallet ${id}`
  return (
    <Page
      title={name}
      about={`Wallet ${id}`}
      actions={
        <>
          {runsMesh(role) ? <Button onPress={() => setMoving('deposit')}>Deposit</Button> : null}
          {runsMesh(role) ? <Button onPress={() => setMoving('withdrawal')}>Withdraw</Button> : null}
          <LinkButton to={`/send?from=${id}`} look="main">
            Send money
          </LinkButton>
        </>
      }
    >
      <Loaded query={query}>
        {({ wallet, statement }) => (
          <>
            <Overview wallet={wallet} statement={statement} period={period} onPeriod={setPeriod} role={role}>
              <Manage wallet={wallet} role={role} onChanged={query.reload} />
            </Overview>
            <StatementOf wallet={wallet} statement={statement} period={period} />
            {moving === undefined ? null : (
              <OutsideMoney way={moving} wallet={wallet} onClose={() => setMoving(undefined)} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

interface OverviewProps {
  wallet: Wallet
  statement: Entries
  period: Period
  onPeriod: (period: Period) => void
  role: Role
  children: ReactNode
}

function Overview({ wallet, statement, period, onPeriod, role, children }: OverviewProps) {
  const { balance, held, available, credit_limit, currency, group, state, city, country, owner_id, created_at } = wallet
  const { x, y } = balanceOverTime(statement.entries, balance, Date.now(), approximate)
  return (
    <Card
      title="Balance"
      actions={<Choices label="Period" value={period} options={PERIOD_NAMES} onChange={onPeriod} />}
    >
      <div className="stack">
        <Amount className="figure" micros={balance} currency={currency} />
        {x.length === 0 ? null : (
          <Chart
            label={`Balance over time: now ${formatAmount(balance)} ${currency}, ${statement.entries.length} entries`}
            x={x}
            y={y}
            height={180}
            isStepped
            formatY={(value) => value.toLocaleString('en', { notation: 'compact' })}
          />
        )}
        <Facts
          facts={[
            ['State', <StateBadge key="state" state={state} />],
            ...(available === null || available === balance
              ? []
              : [['Available', <Amount key="available" micros={available} />] as const]),
            ...(held === '0' ? [] : [['Held', <Amount key="held" micros={held} />] as const]),
            ...(credit_limit === null || credit_limit === '0'
              ? []
              : [['Credit limit', <Amount key="limit" micros={credit_limit} />] as const]),
            ['Group', group],
            ...(runsMesh(role) ? [['Owner', <Owner key="owner" id={owner_id} />] as const] : []),
            ['Place', [city, country].filter((part) => part !== null).join(', ') || '–'],
            ['Opened', created_at === null ? '–' : <Time key="time" at={created_at} />],
          ]}
        />
        {children}
      </div>
    </Card>
  )
}

const SHOWN_AT_FIRST = 50

function StatementOf({ wallet: { id }, statement, period }: Omit<OverviewProps, 'onPeriod' | 'role' | 'children'>) {
  const [shown, setShown] = useState(SHOWN_AT_FIRST)
  const start = startOf(period) ?? '1970-01-01T00:00:00Z'
  const file = useAction(() => download(`/v1/wallets/${id}/statement.csv?from=${start}`, `wallet-${id}.csv`))
  const { entries, isCut, historyStartsAt } = statement
  const newest = entries.slice(-shown).reverse()
  return (
    <Card
      title="Statement"
      about={
        historyStartsAt === null ? undefined : (
          <>
            Earlier than <Time at={historyStartsAt} /> is kept elsewhere.
          </>
        )
      }
      actions={
        <Button size="small" onPress={() => file.run()} isDisabled={file.isRunning}>
          <Icon name="down" />
          Download CSV
        </Button>
      }
    >
      <Failure error={file.error} />
      {entries.length === 0 ? (
        <Empty title="Nothing happened in this time">
          A deposit or a transfer appears here once it is applied, some milliseconds after it was accepted. Choose a
          longer period to see what was before.
        </Empty>
      ) : (
        <StatementTable entries={newest} />
      )}
      {isCut ? (
        <p className="notice">This period has more than 10,000 entries: choose a shorter one, or download it all.</p>
      ) : null}
      {entries.length > newest.length ? (
        <div className="pages">
          <Button size="small" onPress={() => setShown(shown + SHOWN_AT_FIRST)}>
            Show more of {entries.length.toLocaleString('en')}
          </Button>
        </div>
      ) : null}
    </Card>
  )
}
