import { useOperation } from '../../data/operation.ts'
import { reasonInWords } from '../../data/words.ts'
import { Amount } from '../../parts/amount.tsx'
import { StatusBadge } from '../../parts/badge.tsx'
import { Card } from '../../parts/card.tsx'
import { Table } from '../../parts/table.tsx'
import type { Sent } from './send-form.tsx'

/** What was sent here before. */
export function SentList({ sent }: { sent: readonly Sent[] }) {
  if (sent.length === 0) return null
  return (
    <Card title="Sent before">
      <Table
        caption="Sent before"
        rows={sent}
        keyOf={({ operationId }) => operationId}
        columns={[
          {
            title: 'From, to',
            look: 'wide',
            cell: ({ operationId, origin, target, targetId }) => (
              <a href={`#/operations/${operationId}`}>
                {origin.name} to {target?.name ?? `wallet ${targetId}`}
              </a>
            ),
          },
          { title: 'Became', look: 'wide', cell: ({ operationId }) => <Outcome operationId={operationId} /> },
          {
            title: 'Amount',
            look: 'number',
            cell: ({ amount, currency }) => <Amount micros={amount} currency={currency} />,
          },
        ]}
      />
    </Card>
  )
}

function Outcome({ operationId }: { operationId: string }) {
  const { operation } = useOperation(operationId)
  if (operation === undefined) return null
  return (
    <span className="row">
      <StatusBadge status={operation.status} />
      {operation.reason === null ? null : <span className="quiet small">{reasonInWords(operation.reason)}</span>}
    </span>
  )
}
