import { useState } from 'react'
import type { Operation } from '../data/client.ts'
import { feed } from '../data/feed.ts'
import type { LiveOperation } from '../data/live.ts'
import { useStore } from '../data/store.ts'
import { capitalised, reasonInWords } from '../data/words.ts'
import { Amount } from '../parts/amount.tsx'
import { StatusBadge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { ChoiceField, TextField } from '../parts/field.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'

/** More than this nobody looks at, and every browser can draw. */
const SHOWN_MAX = 60

type KindFilter = 'all' | Operation['kind']
type StatusFilter = 'all' | 'success' | 'decline'

const KINDS: readonly (readonly [KindFilter, string])[] = [
  ['all', 'All kinds'],
  ['deposit', 'Deposits'],
  ['transfer', 'Transfers'],
  ['withdrawal', 'Withdrawals'],
  ['hold', 'Holds'],
  ['capture', 'Captures'],
  ['release', 'Releases'],
  ['expiry', 'Expiries'],
  ['payment', 'Payments'],
  ['reversal', 'Reversals'],
  ['settlement', 'Settlements'],
]

const STATUSES: readonly (readonly [StatusFilter, string])[] = [
  ['all', 'Any outcome'],
  ['success', 'Applied'],
  ['decline', 'Declined'],
]

const COLUMNS: readonly Column<LiveOperation>[] = [
  { title: 'Applied', cell: ({ applied_at }) => <Time at={applied_at} /> },
  { title: 'Kind', cell: ({ id, kind }) => <a href={`#/operations/${id}`}>{capitalised(kind)}</a> },
  { title: 'Outcome', cell: ({ status }) => <StatusBadge status={status} /> },
  {
    title: 'From, to',
    cell: ({ origin_wallet_id, target_wallet_id }) => (
      <>
        <WalletLink id={origin_wallet_id} /> <span className="quiet">→</span> <WalletLink id={target_wallet_id} />
      </>
    ),
  },
  { title: 'Group', look: 'number', cell: ({ group }) => group },
  {
    title: 'Amount',
    look: 'number',
    cell: ({ amount, currency }) => <Amount micros={amount} currency={currency} />,
  },
]

function WalletLink({ id }: { id: number | null }) {
  return id === null ? <span className="quiet">outside</span> : <a href={`#/wallets/${id}`}>{id}</a>
}

/** Operations as they end, newest first. */
export function Feed() {
  const live = useStore(feed)
  const [held, setHeld] = useState<readonly LiveOperation[] | null>(null)
  const [kind, setKind] = useState<KindFilter>('all')
  const [status, setStatus] = useState<StatusFilter>('all')
  const [wallet, setWallet] = useState('')
  const all = held ?? live
  const shown = all.filter(
    (one) =>
      (kind === 'all' || one.kind === kind) &&
      (status === 'all' || one.status === status) &&
      (wallet === '' || [one.origin_wallet_id, one.target_wallet_id].some((id) => String(id) === wallet.trim())),
  )
  return (
    <Card
      title="Live"
      about="Operations that end while you look. Of more than a reader can follow, the newest are shown."
      actions={
        <Button size="small" onPress={() => setHeld(held === null ? live : null)}>
          {held === null ? 'Pause' : 'Go on'}
        </Button>
      }
    >
      <div className="filters">
        <ChoiceField label="Kind" value={kind} options={KINDS} onChange={setKind} />
        <ChoiceField label="Outcome" value={status} options={STATUSES} onChange={setStatus} />
        <TextField label="Wallet number" value={wallet} onChange={setWallet} isNumber />
      </div>
      {shown.length === 0 ? (
        <Empty title={all.length === 0 ? 'Nothing has ended since this page was opened' : 'Nothing fits these filters'}>
          {all.length === 0
            ? 'Send money, or put the mesh under load with make -f Makefile.mk spam, and it appears here.'
            : 'Choose fewer filters, or wait for what fits.'}
        </Empty>
      ) : (
        <Table
          caption="Operations that ended, newest first"
          columns={COLUMNS}
          rows={shown.slice(0, SHOWN_MAX)}
          keyOf={({ id }) => id}
          amounts={shown.slice(0, SHOWN_MAX).map(({ amount }) => amount)}
        />
      )}
      <Reasons operations={shown} />
    </Card>
  )
}

/** Why those that are shown were declined. */
function Reasons({ operations }: { operations: readonly LiveOperation[] }) {
  const counts = new Map<string, number>()
  for (const { reason } of operations) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  if (counts.size === 0) return null
  return (
    <ul className="small quiet reasons">
      {[...counts].map(([reason, count]) => (
        <li key={reason}>
          {count} declined: {reasonInWords(reason)}
        </li>
      ))}
    </ul>
  )
}
