import { useState } from 'react'
import { approximate } from '../data/amount.ts'
import { type Bank, dataOf, mesh } from '../data/client.ts'
import { useQuery } from '../data/query.ts'
import { Amount } from '../parts/amount.tsx'
import { Bars } from '../parts/bars.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Empty } from '../parts/empty.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'

interface PositionsProps {
  banks: readonly Bank[]
  onPay: () => void
}

/** What each bank is owed, around zero. */
export function Positions({ banks, onPay }: PositionsProps) {
  const [opened, setOpened] = useState<Bank>()
  const isEven = banks.every(({ position }) => BigInt(position) === 0n)
  return (
    <>
      <Bars
        label="Net position of each bank"
        isAroundZero
        bars={banks.map((bank) => ({
          key: bank.id,
          name: (
            <button type="button" className="plain" onClick={() => setOpened(bank)}>
              {bank.name}
            </button>
          ),
          size: approximate(bank.position),
          value: <Amount micros={bank.position} currency={bank.currency} />,
          ...(bank.position.startsWith('-') ? { tone: 'bad' as const } : {}),
        }))}
      />
      {isEven ? (
        <Empty title="Nobody owes anybody anything" actions={<Button onPress={onPay}>Make a payment</Button>}>
          A payment from an account at one bank to an account at another changes what both are owed. Accounts appear
          with the first payment that names them.
        </Empty>
      ) : null}
      {opened === undefined ? null : <Accounts bank={opened} onClose={() => setOpened(undefined)} />}
    </>
  )
}

const PAGE = 200

function Accounts({ bank, onClose }: { bank: Bank; onClose: () => void }) {
  const query = useQuery(`accounts ${bank.id}`, (signal) => {
    const params = { path: { id: String(bank.id) }, query: { limit: PAGE } }
    return dataOf(mesh.GET('/v1/banks/{id}/accounts', { params, signal }))
  })
  return (
    <Dialog title={bank.name} onClose={onClose} isWide>
      <p className="quiet">Clearing accounts of bank {bank.id}. Their balances sum to its net position.</p>
      <Loaded query={query}>
        {({ accounts, next_cursor }) =>
          accounts.length === 0 ? (
            <p>It has none yet: an account appears with the first payment that names it.</p>
          ) : (
            <>
              <Table
                caption={`Accounts of ${bank.name}`}
                rows={accounts}
                keyOf={({ account }) => account}
                columns={[
                  { title: 'Account', look: 'wide', cell: ({ account }) => account },
                  { title: 'Wallet', cell: ({ wallet_id }) => <a href={`#/wallets/${wallet_id}`}>{wallet_id}</a> },
                  { title: 'Opened', cell: ({ opened_at }) => <Time at={opened_at} /> },
                  {
                    title: 'Balance',
                    look: 'number',
                    cell: ({ balance, currency }) => <Amount micros={balance} currency={currency} />,
                  },
                ]}
              />
              {next_cursor === null ? null : (
                <p className="quiet small">The first {PAGE} accounts, in order of name.</p>
              )}
            </>
          )
        }
      </Loaded>
      <div className="dialog-buttons">
        <Button onPress={onClose}>Close</Button>
      </div>
    </Dialog>
  )
}
