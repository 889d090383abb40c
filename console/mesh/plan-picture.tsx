import { Facts } from '../parts/facts.tsx'
import type { Plan } from './rebalances.tsx'

/** The load of each group before and after, on one scale. */
export function PlanPicture({ plan, title, note }: { plan: Plan; title: string; note: string }) {
  const { loads, load, load_moved, hottest_wallet_id: hottest, weight } = plan
  const largest = Math.max(...loads.flatMap(({ load_before, load_after }) => [load_before ?? 0, load_after ?? 0]), 1)
  const unit = weight === 'count' ? 'operations' : 'µs'
  const sizeOf = (value: number | null) => (value === null ? '–' : value.toLocaleString('en'))
  return (
    <section className="plan" aria-label={title}>
      <div>
        <h3>{title}</h3>
        <p className="quiet small">{note}</p>
      </div>
      <ul className="plan-groups">
        {loads.map(({ group, load_before, load_after }) => (
          <li key={group}>
            <span className="plan-name">Group {group}</span>
            <PlanBar name="before" value={load_before} largest={largest} text={sizeOf(load_before)} />
            <PlanBar name="after" value={load_after} largest={largest} text={sizeOf(load_after)} />
          </li>
        ))}
      </ul>
      <Facts
        facts={[
          [`All load, ${unit}`, load.toLocaleString('en')],
          ['Spread before', plan.spread_before.toLocaleString('en')],
          ['Spread after', plan.spread_after.toLocaleString('en')],
          ['Wallets to move', plan.moves_planned.toLocaleString('en')],
          ['Load of these', load_moved.toLocaleString('en')],
          ['Fullest over mean, at best', plan.max_over_mean_floor.toFixed(2)],
          ...(hottest === null
            ? []
            : [
                [
                  'Hotter than a fair share',
                  <a key="w" href={`#/wallets/${hottest}`}>{`Wallet ${hottest}`}</a>,
                ] as const,
              ]),
        ]}
      />
    </section>
  )
}

interface PlanBarProps {
  name: 'before' | 'after'
  value: number | null
  largest: number
  text: string
}

function PlanBar({ name, value, largest, text }: PlanBarProps) {
  return (
    <span className="plan-bar">
      <span className="quiet small">{name}</span>
      <span className="track" aria-hidden="true">
        <span className="fill" data-tone={name} style={{ width: `${((value ?? 0) / largest) * 100}%` }} />
      </span>
      <span className="value">{text}</span>
    </span>
  )
}
