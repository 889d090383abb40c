import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { StatementEntry, Wallet } from '../../data/client.ts'
import { useFresh } from '../../data/fresh.ts'
import { type Query, useQuery } from '../../data/query.ts'
import { createNewestReader } from '../../data/statement.ts'
import { readWalletOrNull } from '../../data/wallets.ts'
import { Amount } from '../../parts/amount.tsx'
import { Badge } from '../../parts/badge.tsx'
import { Card } from '../../parts/card.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { StatementTable } from '../wallet/statement-table.tsx'

const ENTRIES = 6

export interface SideData {
  /** Null: it is not there for whoever looks, and somebody else's perhaps. */
  wallet: Wallet | null
  /** Newest first. */
  entries: StatementEntry[]
}

/** One of the two wallets, as it is now. */
export function useSide(walletId: string): Query<SideData> {
  const reader = useRef<{ id: string; read: ReturnType<typeof createNewestReader> }>(undefined)
  const query = useQuery(`side ${walletId}`, async (signal) => {
    if (reader.current?.id !== walletId) {
      reader.current = { id: walletId, read: createNewestReader(walletId, ENTRIES) }
    }
    const wallet = await readWalletOrNull(walletId, signal)
    return { wallet, entries: wallet === null ? [] : await reader.current.read(signal) }
  })
  useFresh([Number(walletId)], query.reload)
  return query
}

interface SideProps {
  /** What it is in the transfer. */
  side: 'From' | 'To'
  walletId: string
  query: Query<SideData>
  children?: ReactNode
}

/** A wallet with its balance and what happened to it last, live. */
export function Side({ side, walletId, query, children }: SideProps) {
  const name = query.data?.wallet?.name ?? `Wallet ${walletId}`
  const group = query.data?.wallet?.group
  return (
    <Card
      title={name}
      about={`${side} wallet`}
      actions={group === undefined ? undefined : <Badge>group {group}</Badge>}
    >
      <div className="stack">
        <Loaded query={query}>
          {({ wallet, entries }) =>
            wallet === null ? (
              <p className="quiet">You may send money to it, but what is in it is for its owner to see.</p>
            ) : (
              <>
                <Balance wallet={wallet} />
                {children}
                {entries.length === 0 ? (
                  <p className="quiet">Nothing happened to this wallet yet.</p>
                ) : (
                  <StatementTable entries={entries} isShort />
                )}
                <p className="small">
                  <a href={`#/wallets/${walletId}`}>Whole statement of {name}</a>
                </p>
              </>
            )
          }
        </Loaded>
      </div>
    </Card>
  )
}

const SHOWN_MS = 2_500

/** Says for a moment by how much it changed. */
function Balance({ wallet: { balance, currency } }: { wallet: Wallet }) {
  const before = useRef(balance)
  const [change, setChange] = useState(0n)
  useEffect(() => {
    const difference = BigInt(balance) - BigInt(before.current)
    before.current = balance
    if (difference === 0n) return
    setChange(difference)
    const timer = setTimeout(() => setChange(0n), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [balance])
  return (
    <p className="side-balance" role="status">
      <Amount className="figure" micros={balance} currency={currency} />
      {change === 0n ? null : (
        <span className="side-change" key={String(change)}>
          <Amount micros={change} signed />
        </span>
      )}
    </p>
  )
}
