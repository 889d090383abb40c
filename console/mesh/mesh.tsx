import { dataOf, mesh } from '../data/client.ts'
import { useQuery } from '../data/query.ts'
import { Card } from '../parts/card.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Page } from '../parts/page.tsx'
import { GroupTiles } from './group-tiles.tsx'
import { Load } from './load.tsx'
import { Processors } from './processors.tsx'
import { Rebalances } from './rebalances.tsx'

/** The gateway reads them twice a second at most. */
const EVERY_MS = 1_000

/** Who holds which group, what waits there, and how evenly the work is spread. */
export function MeshScreen() {
  const groups = useQuery('groups', (signal) => dataOf(mesh.GET('/v1/groups', { signal })), { everyMs: EVERY_MS })
  const processors = useQuery('processors', (signal) => dataOf(mesh.GET('/v1/processors', { signal })), {
    everyMs: EVERY_MS,
  })
  const active = groups.data?.groups.filter(({ active }) => active).length
  return (
    <Page
      title="Mesh"
      about="Each group of wallets has one processor that holds its lease and applies what waits there, in order."
    >
      <Card title="Groups">
        <Loaded query={groups}>{(found) => <GroupTiles groups={found.groups} />}</Loaded>
      </Card>
      <Load />
      {active === undefined ? null : <Rebalances activeGroups={active} />}
      <Card title="Processors">
        <Loaded query={processors}>{(found) => <Processors processors={found.processors} />}</Loaded>
      </Card>
    </Page>
  )
}
