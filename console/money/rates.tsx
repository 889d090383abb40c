import { useState } from 'react'
import { SAMPLE_RATES } from '../data/exchange.ts'
import { rates } from '../data/live.ts'
import { useAction } from '../data/query.ts'
import { addSampleRates } from '../data/rates.ts'
import { useStore } from '../data/store.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { Failure } from '../parts/failure.tsx'
import { Page } from '../parts/page.tsx'
import { Table } from '../parts/table.tsx'
import { ChangeRate, type CurrencyRate } from './change-rate.tsx'
import { RateHistory } from './rate-history.tsx'

/** The currencies of the mesh and what they are worth. */
export function RatesScreen() {
  const known = useStore(rates)
  const [changing, setChanging] = useState<CurrencyRate>()
  const [opened, setOpened] = useState<string>()
  const samples = useAction(addSampleRates)
  const shown = Object.entries(known ?? {})
    .map(([code, rate]) => ({ code, rate }))
    .toSorted((a, b) => a.code.localeCompare(b.code))
  const others = shown.filter(({ code }) => code !== 'USD')
  return (
    <Page
      title="Rates"
      about="US dollars per unit of each currency. A new rate counts at once, for everything that is applied after it."
      actions={
        <Button look="main" onPress={() => setChanging({ code: '', rate: '' })}>
          Add a currency
        </Button>
      }
    >
      <Card title="Currencies">
        <Failure error={samples.error} />
        {known === null ? (
          <p className="waiting" role="status">
            Loading…
          </p>
        ) : (
          <Table
            caption="Currencies and their rates"
            rows={shown}
            keyOf={({ code }) => code}
            columns={[
              {
                title: 'Currency',
                cell: ({ code }) => (
                  <button type="button" className="plain" onClick={() => setOpened(code)}>
                    {code}
                  </button>
                ),
              },
              { title: 'USD per unit', look: 'number', cell: ({ rate }) => rate },
              {
                title: '',
                look: 'actions',
                cell: (row) =>
                  row.code === 'USD' ? null : (
                    <Button size="small" label={`Change the rate of ${row.code}`} onPress={() => setChanging(row)}>
                      Change
                    </Button>
                  ),
              },
            ]}
          />
        )}
        {known !== null && others.length === 0 ? (
          <Empty
            title="Only US dollars are known"
            actions={
              <Button onPress={() => samples.run()} isDisabled={samples.isRunning}>
                Add sample currencies
              </Button>
            }
          >
            Add currencies of your own, or {Object.keys(SAMPLE_RATES).join(', ')} with made-up rates to try things out.
          </Empty>
        ) : null}
      </Card>
      {opened === undefined ? null : <RateHistory code={opened} onClose={() => setOpened(undefined)} />}
      {changing === undefined ? null : <ChangeRate present={changing} onClose={() => setChanging(undefined)} />}
    </Page>
  )
}
