import { collectDefaultMetrics, Registry } from 'prom-client'

export type { Registry } from 'prom-client'

/** A registry of this process with the runtime's own metrics and the part's name on everything. */
export function openMetrics(part: string): Registry {
  const registry = new Registry()
  registry.setDefaultLabels({ part })
  collectDefaultMetrics({ register: registry })
  return registry
}
