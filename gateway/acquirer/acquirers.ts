import { CommandError } from '../../common/command.ts'
import type { Pool } from '../../common/database/pool.ts'
import type { Acquirer } from './acquirer.ts'
import { createSimulator } from './simulator.ts'

export const SIMULATOR = 'simulator'

/** Every acquirer by its name in the setting `cards.acquirer`. */
const ACQUIRERS: Readonly<Record<string, (pool: Pool) => Acquirer>> = {
  [SIMULATOR]: createSimulator,
}

/** Throws a CommandError for a name that none has. */
export function openAcquirer(name: string, pool: Pool): Acquirer {
  const create = Object.hasOwn(ACQUIRERS, name) ? ACQUIRERS[name] : undefined
  if (create !== undefined) return create(pool)
  throw new CommandError(`cards.acquirer: ${name} is none, write ${Object.keys(ACQUIRERS).join(' or ')}`)
}
