import { dataOf, mesh } from '../data/client.ts'
import { useAction, useQuery } from '../data/query.ts'
import { capitalised } from '../data/words.ts'
import { Amount } from '../parts/amount.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { Failure } from '../parts/failure.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Pages, usePlace } from '../parts/pages.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'

const EVERY_MS = 3_000
const PAGE = 50

type Page = Awaited<ReturnType<typeof readPage>>
type DeadLetter = Page['dead_letters'][number]

function readPage(cursor: string | undefined, signal: AbortSignal) {
  const query = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }
  return dataOf(mesh.GET('/v1/dead_letters', { params: { query }, signal }))
}

const COLUMNS: readonly Column<DeadLetter>[] = [
  { title: 'Given up', cell: ({ failed_at }) => <Time at={failed_at} /> },
  {
    title: 'What',
    cell: ({ operation_id, kind, step }) => {
      const what = `${capitalised(kind)}, ${step}`
      return operation_id === null ? what : <a href={`#/operations/${operation_id}`}>{what}</a>
    },
  },
  { title: 'Group', look: 'number', cell: ({ group }) => group ?? '–' },
  { title: 'Why', look: 'wide', cell: ({ error }) => <code>{error}</code> },
  { title: 'Attempts', look: 'number', cell: ({ attempts }) => attempts },
  {
    title: 'Amount',
    look: 'number',
    cell: ({ amount, currency }) =>
      amount === null || currency === null ? '–' : <Amount micros={amount} currency={currency} />,
  },
]

/** Steps of operations that could not be applied, and jobs that were given up. */
export function DeadLetters() {
  const place = usePlace('dead letters')
  const query = useQuery(`dead letters ${place.cursor}`, (signal) => readPage(place.cursor, signal), {
    everyMs: EVERY_MS,
  })
  const replay = useAction(async (id: string) => {
    const params = { path: { id } }
    await dataOf(mesh.POST('/v1/dead_letters/{id}/replay', { params }))
    query.reload()
  })
  const replayColumn: Column<DeadLetter> = {
    title: <span className="visually-hidden">Replay</span>,
    look: 'actions',
    cell: ({ id, kind }) => (
      <Button
        size="small"
        label={`Replay ${kind === 'job' ? 'job' : 'operation'} ${id}`}
        onPress={() => replay.run(id)}
        isDisabled={replay.isRunning}
      >
        Replay
      </Button>
    ),
  }
  return (
    <Card
      title="Dead letters"
      about="Steps of operations that no processor could apply, and background work that failed again and again. Their money is safe where it is."
    >
      <Failure error={replay.error} />
      <Loaded query={query}>
        {({ dead_letters, next_cursor }) =>
          dead_letters.length === 0 ? (
            <Empty title="No dead letters">
              Every operation that was accepted was applied, was declined, or is on its way.
            </Empty>
          ) : (
            <>
              <Table
                caption="Dead letters"
                rows={dead_letters}
                keyOf={({ id }) => id}
                columns={[...COLUMNS, replayColumn]}
                amounts={dead_letters.flatMap(({ amount }) => amount ?? [])}
              />
              <Pages place={place} next={next_cursor} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
