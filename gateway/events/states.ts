import type { Pool } from '../../common/database/pool.ts'
import { eventText } from './event-text.ts'
import { readAllRates } from './sql/all-rates.ts'
import { readLeaseStates } from './sql/lease-states.ts'
import { readRebalanceStates } from './sql/rebalance-states.ts'
import { readSettlementStates } from './sql/settlement-states.ts'

/**
 * What is so, beside what was applied: rates, leases, rebalances and settlements. Each is told as it is to who begins to listen, or comes
 * back, and to everybody when it is another; what was in between may be left out.
 */
export interface States {
  /** As they were read last, as events. Without a closed group that nobody holds, and of rebalances and settlements the newest. */
  all(): string
  /** Reads them again, and returns those that are new or other than they were, as events. */
  changed(): Promise<string>
}

/** Events by what they are about, in the order in which they are told. */
type Told = Map<string, string>

interface Found {
  /** To be told to who begins to listen. */
  first: Told
  all: Told
}

export function createStates(reads: Pool): States {
  let known: Found = { first: new Map(), all: new Map() }
  return {
    all: () => [...known.first.values()].join(''),
    async changed() {
      const before = known.all
      known = await read(reads)
      return [...known.all].flatMap(([about, text]) => (before.get(about) === text ? [] : [text])).join('')
    },
  }
}

async function read(reads: Pool): Promise<Found> {
  const rates = { rates: Object.fromEntries(await readAllRates(reads)) }
  const leases = await readLeaseStates(reads)
  const rebalances = await readRebalanceStates(reads)
  const settlements = await readSettlementStates(reads)
  const told = (
    states: [leases: typeof leases, rebalances: typeof rebalances, settlements: typeof settlements],
  ): Told => {
    const [ofGroups, ofBalancers, ofSettlers] = states
    return new Map([
      ['rates', eventText('rates', rates)],
      ...ofGroups.map((one) => [`lease ${one.group}`, eventText('lease', one)] as const),
      // The oldest first, as they happened.
      ...ofBalancers.toReversed().map((one) => [`rebalance ${one.id}`, eventText('rebalance', one)] as const),
      ...ofSettlers.toReversed().map((one) => [`settlement ${one.id}`, eventText('settlement', one)] as const),
    ])
  }
  const present = leases.filter(({ active, state }) => active || state !== 'free')
  return {
    first: told([present, rebalances.slice(0, 1), settlements.slice(0, 1)]),
    all: told([leases, rebalances, settlements]),
  }
}
