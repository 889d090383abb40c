import { useRef } from 'react'
import type { components } from '../../clients/typescript/v1.ts'
import { duration } from '../data/time.ts'
import { Badge } from '../parts/badge.tsx'

type Group = components['schemas']['Group']

export function GroupTiles({ groups }: { groups: readonly Group[] }) {
  // One that is not part of the mesh any more says nothing, unless work is left in it.
  const shown = groups.filter(({ active, backlog }) => active || backlog > 0)
  // How long a lease is, a setting says that is not told here: the most that was left of one is near enough.
  const longest = useRef(1)
  longest.current = Math.max(longest.current, ...groups.map(({ lease_left_ms }) => lease_left_ms ?? 0))
  return (
    <ul className="tiles">
      {shown.map((group) => (
        <Tile key={group.number} group={group} leaseMs={longest.current} />
      ))}
    </ul>
  )
}

function Tile({ group, leaseMs }: { group: Group; leaseMs: number }) {
  const { number, active, holder, epoch, lease_left_ms, wallets, backlog, oldest_ms, applied_per_second } = group
  return (
    <li className="tile" data-alarm={holder === null && backlog > 0 ? '' : undefined}>
      <div className="split">
        <h3>Group {number}</h3>
        {holder === null ? (
          <Badge tone={backlog > 0 ? 'bad' : 'warn'}>nobody holds it</Badge>
        ) : (
          <Badge tone="good">held</Badge>
        )}
      </div>
      <p className="tile-figure">
        {Math.round(applied_per_second).toLocaleString('en')}
        <span className="quiet small"> applied/s</span>
      </p>
      <dl className="tile-facts">
        <dt>Waiting</dt>
        <dd>{backlog.toLocaleString('en')}</dd>
        <dt>Oldest</dt>
        <dd>{oldest_ms === null ? '–' : duration(oldest_ms)}</dd>
        <dt>Wallets</dt>
        <dd>{wallets.toLocaleString('en')}</dd>
        <dt>Holder</dt>
        <dd>{holder?.name ?? '–'}</dd>
        <dt>Epoch</dt>
        <dd>{epoch}</dd>
        <dt>Lease left</dt>
        <dd>{lease_left_ms === null ? '–' : duration(lease_left_ms)}</dd>
      </dl>
      <meter
        className="lease"
        aria-label={`Lease left of group ${number}`}
        min={0}
        max={leaseMs}
        value={lease_left_ms ?? 0}
      />
      {active ? null : <p className="small quiet">Not part of the partition any more</p>}
    </li>
  )
}
