import { useMemo } from 'react'
import { useStore } from '../data/store.ts'
import { throughput } from '../data/throughput.ts'
import { Card } from '../parts/card.tsx'
import { Chart } from '../parts/chart.tsx'

/** Operations that end a second, over the last two minutes. */
export function Load() {
  const { perSecond, rate } = useStore(throughput)
  const x = useMemo(() => {
    const now = Math.floor(Date.now() / 1_000)
    return perSecond.map((_, i) => now - perSecond.length + i)
  }, [perSecond])
  const present = Math.round(rate).toLocaleString('en')
  return (
    <Card title="Throughput" about={`${present} operations a second end at present.`}>
      <Chart
        label={`Operations a second over the last two minutes: ${present} at present`}
        x={x}
        y={perSecond}
        height={130}
        formatY={(value) => value.toLocaleString('en', { notation: 'compact' })}
      />
    </Card>
  )
}
