import { useState } from 'react'
import { type CardTransaction, dataOf, mesh } from '../data/client.ts'
import { useQuery } from '../data/query.ts'
import { reasonInWords } from '../data/words.ts'
import { Amount } from '../parts/amount.tsx'
import { Badge, type Tone } from '../parts/badge.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { type Fact, Facts } from '../parts/facts.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Page } from '../parts/page.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'
import { cardInWords } from './card-in-words.ts'
import { Refund } from './refund.tsx'
import { TransactionState } from './states.tsx'

const EVERY_MS = 1_000

/** One card transaction, with its refunds. */
export function CardTransactionScreen({ id }: { id: string }) {
  const [isRefunding, setRefunding] = useState(false)
  const query = useQuery(
    `card transaction ${id}`,
    (signal) => dataOf(mesh.GET('/v1/card_transactions/{id}', { params: { path: { id } }, signal })),
    { everyMs: EVERY_MS },
  )
  const transaction = query.data
  const close = () => {
    setRefunding(false)
    query.reload()
  }
  return (
    <Page
      title={transaction?.description ?? 'Card transaction'}
      about={<code>{id}</code>}
      actions={
        <>
          {transaction !== undefined && isRefundable(transaction) ? (
            <Button onPress={() => setRefunding(true)}>Refund</Button>
          ) : null}
          <LinkButton to="/cards">All cards</LinkButton>
        </>
      }
    >
      <Loaded query={query}>
        {(transaction) => (
          <>
            <About transaction={transaction} />
            {transaction.refunds.length === 0 ? null : <Refunds transaction={transaction} />}
            {isRefunding ? <Refund transaction={transaction} onClose={close} /> : null}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function isRefundable({ status, amount, refunded }: CardTransaction): boolean {
  return (status === 'pending_payment' || status === 'paid') && BigInt(refunded) < BigInt(amount)
}

function About({ transaction }: { transaction: CardTransaction }) {
  const { status, reason } = transaction
  return (
    <Card title="What the card paid" actions={<TransactionState status={status} />}>
      <div className="stack">
        <Facts facts={factsOf(transaction)} />
        {reason === null ? null : (
          <p className="notice" data-tone="bad">
            <span>{reasonInWords(reason)}</span>
            <span className="small">
              Reason <code>{reason}</code>
            </span>
          </p>
        )}
      </div>
    </Card>
  )
}

function factsOf(transaction: CardTransaction): Fact[] {
  const { id, amount, fee, net, refunded, currency, due_date, card, payment_method, wallet_id, created_at } =
    transaction
  return [
    ['Amount', <Amount key="amount" micros={amount} currency={currency} />],
    ['Fee', <Amount key="fee" micros={fee} />],
    ['Net', <Amount key="net" micros={net} />],
    ['Refunded', <Amount key="refunded" micros={refunded} />],
    ['Due (UTC)', due_date],
    ['Card', `${cardInWords(card)}, ${card.expiry}`],
    ['Holder', card.holder],
    ['By', payment_method === 'credit_card' ? 'credit card' : 'debit card'],
    [
      'Wallet',
      <a key="wallet" href={`#/wallets/${wallet_id}`}>
        Wallet {wallet_id}
      </a>,
    ],
    ['Made', <Time key="made" at={created_at} isLong />],
    [
      'In the ledger',
      <a key="charge" href={`#/operations/${id}`}>
        Charge
      </a>,
    ],
  ]
}

type RefundOf = CardTransaction['refunds'][number]

const TONES: Readonly<Record<RefundOf['status'], Tone>> = { pending: 'warn', succeeded: 'good', failed: 'bad' }

const REFUNDS: readonly Column<RefundOf>[] = [
  { title: 'Time', cell: ({ created_at }) => <Time at={created_at} /> },
  { title: 'State', cell: ({ status }) => <Badge tone={TONES[status]}>{status}</Badge> },
  { title: 'Why', look: 'wide', cell: ({ reason }) => (reason === null ? '–' : reasonInWords(reason)) },
  { title: 'In the ledger', cell: ({ id }) => <a href={`#/operations/${id}`}>Card refund</a> },
  { title: 'From the wallet', look: 'number', cell: ({ net }) => <Amount micros={net} /> },
  { title: 'To the card', look: 'number', cell: ({ amount }) => <Amount micros={amount} /> },
]

function Refunds({ transaction: { refunds } }: { transaction: CardTransaction }) {
  return (
    <Card title="Refunds" about="The fee is refunded in proportion: the wallet pays the rest.">
      <Table
        caption="Refunds, newest first"
        rows={refunds}
        keyOf={({ id }) => id}
        columns={REFUNDS}
        amounts={refunds.flatMap(({ amount, net }) => [amount, net])}
      />
    </Card>
  )
}
