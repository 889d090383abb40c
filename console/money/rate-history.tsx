import { dataOf, mesh } from '../data/client.ts'
import { useQuery } from '../data/query.ts'
import { Button } from '../parts/button.tsx'
import { Chart } from '../parts/chart.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'

const PAGE = 1_000
const LISTED_MAX = 20

/** The rates that a currency had, newest first. */
export function RateHistory({ code, onClose }: { code: string; onClose: () => void }) {
  const query = useQuery(`history ${code}`, async (signal) => {
    const params = { path: { code }, query: { limit: PAGE } }
    const { rates } = await dataOf(mesh.GET('/v1/currencies/{code}/history', { params, signal }))
    return rates.map(({ usd_per_unit, set_at }) => ({ rate: usd_per_unit, at: set_at }))
  })
  return (
    <Dialog title={`Rates of ${code}`} onClose={onClose} isWide>
      <Loaded query={query}>
        {(rates) => (
          <>
            <RateChart code={code} rates={rates} />
            <Table
              caption={`Rates of ${code}, newest first`}
              rows={rates.slice(0, LISTED_MAX)}
              keyOf={({ at }) => at}
              columns={[
                { title: 'Set', look: 'wide', cell: ({ at }) => <Time at={at} isLong /> },
                { title: 'USD per unit', look: 'number', cell: ({ rate }) => rate },
              ]}
            />
          </>
        )}
      </Loaded>
      <div className="dialog-buttons">
        <Button onPress={onClose}>Close</Button>
      </div>
    </Dialog>
  )
}

/** Until now, where there is more than one. @param rates newest first */
function RateChart({ code, rates }: { code: string; rates: readonly { rate: string; at: string }[] }) {
  const [newest] = rates
  if (newest === undefined || rates.length < 2) return null
  const risen = rates.toReversed()
  return (
    <Chart
      label={`Rate of ${code} over time: ${rates.length} rates, ${newest.rate} at present`}
      x={[...risen.map(({ at }) => new Date(at).getTime() / 1_000), Date.now() / 1_000]}
      y={[...risen, newest].map(({ rate }) => Number(rate))}
      height={150}
      isStepped
      formatY={(value) => value.toLocaleString('en', { maximumSignificantDigits: 4 })}
    />
  )
}
