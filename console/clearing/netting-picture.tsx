import { approximate } from '../data/amount.ts'
import type { Settlement } from '../data/client.ts'
import { Amount } from '../parts/amount.tsx'
import { type Bar, Bars } from '../parts/bars.tsx'
import { Card } from '../parts/card.tsx'

type Netting = NonNullable<Settlement['netting']>

/** What netting saves: everything that was paid against what still has to move, and who moves it. */
export function NettingPicture({ settlement: { netting, banks, currency } }: { settlement: Settlement }) {
  if (netting === null) {
    return (
      <Card title="Netting">
        <p className="quiet">The store of snapshots does not have its balances any more.</p>
      </Card>
    )
  }
  const { gross, net, pay_ins, pay_outs } = netting
  return (
    <Card title="Netting" about={savedBy(gross, net)}>
      <div className="stack">
        <Bars
          label="Gross against net"
          bars={[
            {
              key: 'gross',
              name: 'Gross',
              size: approximate(gross),
              value: <Amount micros={gross} currency={currency} />,
              tone: 'before',
            },
            { key: 'net', name: 'Net', size: approximate(net), value: <Amount micros={net} currency={currency} /> },
          ]}
        />
        {pay_ins.length === 0 ? (
          <p className="quiet">Every bank is even: nothing has to be paid.</p>
        ) : (
          <div>
            <h3>What has to move</h3>
            <p className="quiet small">To the left: paid in by the bank. To the right: paid out to it.</p>
            <Bars
              label="What banks pay in and are paid out"
              isAroundZero
              bars={[...barsOf(pay_ins, banks, 'in'), ...barsOf(pay_outs, banks, 'out')]}
            />
          </div>
        )}
      </div>
    </Card>
  )
}

function barsOf(obligations: Netting['pay_ins'], banks: Settlement['banks'], way: 'in' | 'out'): Bar[] {
  const names = new Map(banks.map(({ bank_id, name }) => [bank_id, name]))
  return obligations.map(({ bank_id, amount }) => ({
    key: bank_id,
    name: names.get(bank_id) ?? `Bank ${bank_id}`,
    size: approximate(amount),
    value: <Amount micros={amount} />,
    ...(way === 'in' ? { tone: 'bad' as const } : {}),
  }))
}

function savedBy(gross: string, net: string): string {
  const all = BigInt(gross)
  if (all === 0n) return 'No payment has to be settled.'
  const percent = Number(((all - BigInt(net)) * 1_000n) / all) / 10
  return `${percent} % of what was paid need not move.`
}
