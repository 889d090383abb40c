import type { Operation } from '../data/client.ts'
import { shortRate } from '../data/exchange.ts'
import { useQuery } from '../data/query.ts'
import { capitalised } from '../data/words.ts'
import { Amount } from '../parts/amount.tsx'
import { Card } from '../parts/card.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Table } from '../parts/table.tsx'
import { type Posting, readPostings } from './postings.ts'
import { WalletLink } from './wallet-link.tsx'

/** What an operation changed in the wallets that whoever looks may see. */
export function OwnPostings({ operation }: { operation: Operation }) {
  const query = useQuery(`postings ${operation.id} ${operation.status}`, (signal) => readPostings(operation, signal))
  return (
    <Card title="Postings" about="What it changed in the wallets.">
      <Loaded query={query}>
        {(postings) =>
          postings.length === 0 ? (
            <p className="quiet">None that you may see.</p>
          ) : (
            <Table<Posting>
              caption="Postings of the operation"
              rows={postings}
              keyOf={({ walletId, entry }) => `${walletId} ${entry.kind} ${entry.amount}`}
              amounts={postings.flatMap(({ entry }) => [entry.amount, entry.balance])}
              columns={[
                { title: 'Wallet', look: 'wide', cell: ({ walletId }) => <WalletLink id={walletId} /> },
                { title: 'As', cell: ({ entry }) => capitalised(entry.kind) },
                {
                  title: 'Rates, USD per unit',
                  cell: ({ entry: { rate } }) =>
                    rate === null ? '–' : `${shortRate(rate.requested)} / ${shortRate(rate.wallet)}`,
                },
                {
                  title: 'Amount',
                  look: 'number',
                  cell: ({ entry }) => <Amount micros={entry.amount} currency={entry.currency} signed />,
                },
                {
                  title: 'Balance after',
                  look: 'number',
                  cell: ({ entry }) => <Amount micros={entry.balance} currency={entry.currency} />,
                },
              ]}
            />
          )
        }
      </Loaded>
    </Card>
  )
}
