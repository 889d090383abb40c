import type { StatementEntry } from '../../data/client.ts'
import { shortRate } from '../../data/exchange.ts'
import { capitalised } from '../../data/words.ts'
import { Amount } from '../../parts/amount.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'

const WHAT: Column<StatementEntry> = {
  title: 'What',
  cell: ({ operation_id, kind, message }) => (
    <>
      <a href={`#/operations/${operation_id}`}>{capitalised(kind)}</a>
      {message === null ? null : <span className="statement-message small quiet">{message}</span>}
    </>
  ),
}
const WHEN: Column<StatementEntry> = { title: 'Time', cell: ({ accepted_at }) => <Time at={accepted_at} /> }
const AMOUNT: Column<StatementEntry> = {
  title: 'Amount',
  look: 'number',
  cell: ({ amount }) => <Amount micros={amount} signed />,
}
const BALANCE: Column<StatementEntry> = {
  title: 'Balance',
  look: 'number',
  cell: ({ balance }) => <Amount micros={balance} />,
}
const COUNTERPARTY: Column<StatementEntry> = {
  title: 'With',
  cell: ({ counterparty_wallet_id: id }) =>
    id === null ? <span className="quiet">outside</span> : <a href={`#/wallets/${id}`}>Wallet {id}</a>,
}
const RATE: Column<StatementEntry> = {
  title: 'Asked for',
  cell: ({ rate, requested_amount, requested_currency, currency }) =>
    rate === null || requested_currency === currency ? (
      <span className="quiet">–</span>
    ) : (
      <span className="small quiet">
        <Amount micros={requested_amount} currency={requested_currency} />, {shortRate(rate.requested)} /{' '}
        {shortRate(rate.wallet)}
      </span>
    ),
}

/** Both in one, where there is little room. */
const WHAT_AND_WHEN: Column<StatementEntry> = {
  title: 'What',
  cell: ({ operation_id, kind, accepted_at }) => (
    <>
      <a href={`#/operations/${operation_id}`}>{capitalised(kind)}</a>
      <br />
      <span className="small quiet">
        <Time at={accepted_at} />
      </span>
    </>
  ),
}

const SHORT = [WHAT_AND_WHEN, AMOUNT, BALANCE]
const LONG = [WHEN, WHAT, COUNTERPARTY, RATE, AMOUNT, BALANCE]

interface StatementTableProps {
  /** As they are to be shown: newest first. */
  entries: readonly StatementEntry[]
  isShort?: boolean
}

/** What happened to a wallet, with the balance after each. */
export function StatementTable({ entries, isShort = false }: StatementTableProps) {
  return (
    <Table
      caption="Statement, newest first"
      columns={isShort ? SHORT : LONG}
      rows={entries}
      keyOf={({ operation_id, kind, amount }) => `${operation_id} ${kind} ${amount}`}
      amounts={entries.flatMap(({ amount, balance }) => [amount, balance])}
    />
  )
}
