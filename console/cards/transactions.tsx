import { type CardTransaction, dataOf, mesh } from '../data/client.ts'
import { useQuery } from '../data/query.ts'
import { Amount } from '../parts/amount.tsx'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Pages, usePlace } from '../parts/pages.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'
import { cardInWords } from './card-in-words.ts'
import { TransactionState } from './states.tsx'

const EVERY_MS = 3_000
const PAGE = 25

const COLUMNS: readonly Column<CardTransaction>[] = [
  { title: 'Time', cell: ({ created_at }) => <Time at={created_at} /> },
  { title: 'What', look: 'wide', cell: ({ id, description }) => <a href={`#/cards/${id}`}>{description}</a> },
  { title: 'Card', cell: ({ card }) => cardInWords(card) },
  { title: 'Wallet', look: 'number', cell: ({ wallet_id }) => <a href={`#/wallets/${wallet_id}`}>{wallet_id}</a> },
  { title: 'State', cell: ({ status }) => <TransactionState status={status} /> },
  { title: 'Fee', look: 'number', cell: (one) => <Part of={one} micros={one.fee} /> },
  { title: 'Net', look: 'number', cell: (one) => <Part of={one} micros={one.net} /> },
  { title: 'Amount', look: 'number', cell: ({ amount, currency }) => <Amount micros={amount} currency={currency} /> },
]

/** Of one that was declined, there is neither fee nor net. */
function Part({ of: { status }, micros }: { of: CardTransaction; micros: string }) {
  return status === 'declined' ? '–' : <Amount micros={micros} />
}

/** What cards paid, newest first. */
export function Transactions() {
  const place = usePlace('card transactions')
  const query = useQuery(
    `card transactions ${place.cursor}`,
    (signal) => {
      const query = { limit: PAGE, ...(place.cursor === undefined ? {} : { cursor: place.cursor }) }
      return dataOf(mesh.GET('/v1/card_transactions', { params: { query }, signal }))
    },
    { everyMs: EVERY_MS },
  )
  return (
    <Card title="Card transactions" about="What a card pays less the fee is the net that the wallet gets.">
      <Loaded query={query}>
        {({ card_transactions, next_cursor }) =>
          card_transactions.length === 0 ? (
            <Empty title="No card has paid yet">
              Programs charge cards with POST /v1/card_transactions, and what becomes of each appears here.
            </Empty>
          ) : (
            <>
              <Table
                caption="Card transactions, newest first"
                rows={card_transactions}
                keyOf={({ id }) => id}
                columns={COLUMNS}
                amounts={card_transactions.flatMap(({ amount, fee, net }) => [amount, fee, net])}
              />
              <Pages place={place} next={next_cursor} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
