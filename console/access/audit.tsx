import { type AuditEntry, dataOf, mesh } from '../data/client.ts'
import { useQuery } from '../data/query.ts'
import { Badge } from '../parts/badge.tsx'
import { Empty } from '../parts/empty.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Page } from '../parts/page.tsx'
import { Pages, usePlace } from '../parts/pages.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'

const PAGE = 50
const EVERY_MS = 5_000
/** Of more users than that, some are shown by their ids. */
const NAMED_MAX = 1_000

type Names = ReadonlyMap<string, string>

async function readNames(signal: AbortSignal): Promise<Names> {
  const { users } = await dataOf(mesh.GET('/v1/users', { params: { query: { limit: NAMED_MAX } }, signal }))
  return new Map(users.map(({ id, name }) => [id, name]))
}

function readPage(cursor: string | undefined, signal: AbortSignal) {
  const query = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }
  return dataOf(mesh.GET('/v1/audit', { params: { query }, signal }))
}

/** Who changed what, and what was refused. */
export function AuditScreen() {
  const place = usePlace('audit')
  const names = useQuery('names of users', readNames).data ?? new Map<string, string>()
  const query = useQuery(`audit ${place.cursor}`, (signal) => readPage(place.cursor, signal), { everyMs: EVERY_MS })
  return (
    <Page title="Audit" about="Who changed what, and what was refused. Money is not in it: the ledger is its record.">
      <section className="card" aria-label="Record of changes">
        <Loaded query={query}>
          {({ entries, next_cursor }) =>
            entries.length === 0 ? (
              <Empty title="Nothing was changed yet">What people and programs change appears here, newest first.</Empty>
            ) : (
              <>
                <Table
                  caption="Changes, newest first"
                  rows={entries}
                  keyOf={({ id }) => id}
                  columns={columnsWith(names)}
                />
                <Pages place={place} next={next_cursor} />
              </>
            )
          }
        </Loaded>
      </section>
    </Page>
  )
}

function columnsWith(names: Names): readonly Column<AuditEntry>[] {
  return [
    { title: 'Time', cell: ({ at }) => <Time at={at} /> },
    { title: 'Who', cell: (entry) => actorInWords(entry, names) },
    { title: 'What', cell: ({ action }) => <code>{action}</code> },
    { title: 'Of', look: 'wide', cell: (entry) => <Target entry={entry} names={names} /> },
    {
      title: 'Outcome',
      cell: ({ outcome, reason }) =>
        outcome === 'done' ? (
          <Badge tone="good">done</Badge>
        ) : (
          <Badge tone="bad">{reason?.replaceAll('_', ' ') ?? 'refused'}</Badge>
        ),
    },
    { title: 'From', cell: ({ address }) => address ?? '–' },
    { title: 'Request', cell: ({ request_id }) => (request_id === null ? '–' : <code>{request_id}</code>) },
  ]
}

function actorInWords({ actor_kind: kind, actor_id: id }: AuditEntry, names: Names): string {
  if (kind === 'user') return id === null ? 'a user' : (names.get(id) ?? id)
  if (kind === 'key') return `API key ${id ?? ''}`
  return kind === 'open' ? 'whoever came' : kind === 'command' ? 'the command line' : 'nobody known'
}

const SCREENS: Readonly<Record<string, string>> = { wallet: 'wallets', settlement: 'clearing', webhook: 'webhooks' }

function Target({ entry: { target_kind: kind, target_id: id, details }, names }: { entry: AuditEntry; names: Names }) {
  const name = kind === null ? '' : `${kind.replaceAll('_', ' ')} ${id === null ? '' : (names.get(id) ?? id)}`
  const screen = kind === null ? undefined : SCREENS[kind]
  return (
    <>
      {screen === undefined || id === null ? name || '–' : <a href={`#/${screen}/${id}`}>{name}</a>}
      {details === null ? null : <span className="statement-message small quiet">{detailsInWords(details)}</span>}
    </>
  )
}

function detailsInWords(details: NonNullable<AuditEntry['details']>): string {
  return Object.entries(details)
    .map(
      ([name, value]) => `${name.replaceAll('_', ' ')}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    )
    .join(', ')
}
