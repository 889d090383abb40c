import type { components } from '../../clients/typescript/v1.ts'
import { duration } from '../data/time.ts'
import { Badge } from '../parts/badge.tsx'
import { Empty } from '../parts/empty.tsx'
import { type Column, Table } from '../parts/table.tsx'

type Processor = components['schemas']['Processor']

const COLUMNS: readonly Column<Processor>[] = [
  { title: 'Name', look: 'wide', cell: ({ name }) => name },
  { title: 'Holds', cell: ({ groups }) => (groups.length === 0 ? '–' : groups.join(', ')) },
  { title: 'Asks for', cell: ({ number }) => (number === null ? 'any group' : `group ${number}`) },
  { title: 'Metrics', cell: ({ metrics_address: address }) => (address === null ? '–' : <code>{address}</code>) },
  { title: 'Runs for', look: 'number', cell: ({ uptime_ms }) => duration(uptime_ms) },
  {
    title: 'State',
    cell: ({ leaving }) => (leaving ? <Badge tone="warn">draining</Badge> : <Badge tone="good">works</Badge>),
  },
]

export function Processors({ processors }: { processors: readonly Processor[] }) {
  if (processors.length === 0) {
    return (
      <Empty title="No processor is alive">
        What is accepted waits durably. Start one with <code>bin/op_processor</code>, and it is applied.
      </Empty>
    )
  }
  return <Table caption="Processors" columns={COLUMNS} rows={processors} keyOf={({ id }) => id} />
}
