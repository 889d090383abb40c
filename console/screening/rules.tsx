import { useState } from 'react'
import { dataOf, mesh, type Rule } from '../data/client.ts'
import { useAction, useQuery } from '../data/query.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { Failure } from '../parts/failure.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Pages, usePlace } from '../parts/pages.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { conditionsInWords } from './conditions.ts'
import { RuleForm } from './rule-form.tsx'

const PAGE = 50

function readPage(cursor: string | undefined, signal: AbortSignal) {
  const query = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }
  return dataOf(mesh.GET('/v1/rules', { params: { query }, signal }))
}

const COLUMNS: readonly Column<Rule>[] = [
  { title: 'Rule', cell: ({ name }) => name },
  {
    title: 'Fits transfers of',
    look: 'wide',
    cell: (rule) => (
      <ul className="plain-list">
        {conditionsInWords(rule).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    ),
  },
  {
    title: 'Verdict',
    cell: ({ verdict }) =>
      verdict === 'reject' ? <Badge tone="bad">reject</Badge> : <Badge tone="warn">a person decides</Badge>,
  },
  { title: 'Risk', look: 'number', cell: ({ score }) => score },
  {
    title: 'State',
    cell: ({ enabled }) => (enabled ? <Badge tone="good">enabled</Badge> : <Badge>disabled</Badge>),
  },
]

/** What transfers are screened for. */
export function Rules() {
  const [opened, setOpened] = useState<Rule | 'new'>()
  const place = usePlace('rules')
  const query = useQuery(`rules ${place.cursor}`, (signal) => readPage(place.cursor, signal))
  const change = useAction(async ({ id, enabled }: Rule) => {
    await dataOf(mesh.PATCH('/v1/rules/{id}', { params: { path: { id: String(id) } }, body: { enabled: !enabled } }))
    query.reload()
  })
  const close = () => {
    setOpened(undefined)
    query.reload()
  }
  const actions: Column<Rule> = {
    title: <span className="visually-hidden">Change</span>,
    look: 'actions',
    cell: (rule) => (
      <div className="row">
        <Button size="small" label={`Change the rule ${rule.name}`} onPress={() => setOpened(rule)}>
          Change
        </Button>
        <Button
          size="small"
          label={`${rule.enabled ? 'Disable' : 'Enable'} the rule ${rule.name}`}
          onPress={() => change.run(rule)}
          isDisabled={change.isRunning}
        >
          {rule.enabled ? 'Disable' : 'Enable'}
        </Button>
      </div>
    ),
  }
  return (
    <Card
      title="Rules"
      about="A rule fits a transfer when all of its conditions are met. It counts at once, for transfers that come then."
      actions={
        <Button size="small" onPress={() => setOpened('new')}>
          Add a rule
        </Button>
      }
    >
      <Failure error={change.error} />
      <Loaded query={query}>
        {({ rules, next_cursor }) =>
          rules.length === 0 ? (
            <Empty title="No rules: nothing is screened">
              Transfers go through without a verdict. Add a rule, and try it on the past before it counts.
            </Empty>
          ) : (
            <>
              <Table caption="Rules of screening" rows={rules} keyOf={({ id }) => id} columns={[...COLUMNS, actions]} />
              <Pages place={place} next={next_cursor} />
            </>
          )
        }
      </Loaded>
      {opened === undefined ? null : <RuleForm rule={opened === 'new' ? undefined : opened} onClose={close} />}
    </Card>
  )
}
