import { useDeferredValue, useState } from 'react'
import type { Wallet } from '../data/client.ts'
import { useFresh } from '../data/fresh.ts'
import { go } from '../data/route.ts'
import type { Role } from '../data/session.ts'
import { type FoundWallets, useWallets } from '../data/wallets.ts'
import { Amount } from '../parts/amount.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Page } from '../parts/page.tsx'
import { Pages, usePlace } from '../parts/pages.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { CreateWallet } from './create-wallet.tsx'
import { FirstSteps } from './first-steps.tsx'
import { StateBadge } from './state-badge.tsx'

const COLUMNS: readonly Column<Wallet>[] = [
  { title: 'No.', cell: ({ id }) => <span className="quiet">{id}</span> },
  { title: 'Name', look: 'wide', cell: ({ id, name }) => <a href={`#/wallets/${id}`}>{name ?? `Wallet ${id}`}</a> },
  { title: 'Place', cell: ({ city, country }) => [city, country].filter((part) => part !== null).join(', ') },
  { title: 'Group', look: 'number', cell: ({ group }) => group },
  { title: 'State', cell: ({ state }) => <StateBadge state={state} /> },
  {
    title: 'Balance',
    look: 'number',
    cell: ({ balance, currency }) => <Amount micros={balance} currency={currency} />,
  },
]

/** All wallets that whoever looks may see. */
export function WalletsScreen({ role }: { role: Role }) {
  const [search, setSearch] = useState('')
  const [isCreating, setCreating] = useState(false)
  const sought = useDeferredValue(search)
  const place = usePlace(sought)
  const query = useWallets(sought, place.cursor)
  useFresh(query.data?.wallets.map(({ id }) => id) ?? [], query.reload)
  const isEmptyMesh = query.data?.wallets.length === 0 && sought === '' && place.number === 1
  return (
    <Page
      title="Wallets"
      about="Each holds money in one currency, and its balance is exact to the millionth."
      actions={
        isEmptyMesh ? undefined : (
          <>
            <LinkButton to="/send">Send money</LinkButton>
            <Button look="main" onPress={() => setCreating(true)}>
              Create a wallet
            </Button>
          </>
        )
      }
    >
      <section className="card" aria-label="List of wallets">
        {isEmptyMesh ? null : (
          <search className="search">
            <input
              className="input"
              type="search"
              aria-label="Search wallets"
              placeholder="Search by number, name, place or currency"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </search>
        )}
        <Loaded query={query}>
          {(found) =>
            isEmptyMesh ? (
              <FirstSteps role={role} onCreate={() => setCreating(true)} />
            ) : (
              <>
                <Found found={found} search={sought} />
                <Pages place={place} next={found.next} />
              </>
            )
          }
        </Loaded>
      </section>
      {isCreating ? (
        <CreateWallet onClose={() => setCreating(false)} onCreated={({ id }) => go(`/wallets/${id}`)} />
      ) : null}
    </Page>
  )
}

function Found({ found: { wallets, isCut }, search }: { found: FoundWallets; search: string }) {
  if (wallets.length === 0) {
    return (
      <Empty title="No such wallet">
        Nothing matches “{search}”{isCut ? ' among the first 10,000 wallets' : ''}. A wallet’s number finds it for
        certain.
      </Empty>
    )
  }
  return (
    <>
      <Table
        caption="Wallets"
        columns={COLUMNS}
        rows={wallets}
        keyOf={({ id }) => id}
        amounts={wallets.map(({ balance }) => balance)}
      />
      {isCut ? <p className="quiet small">There may be more: only so many are searched. Say it more exactly.</p> : null}
    </>
  )
}
