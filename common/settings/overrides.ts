import { type Entry, type Given, gather } from './given.ts'
import { pathOf, sections } from './keys.ts'
import type { SettingsOverrides } from './schema.ts'

/** What the overrides of a caller give. A key that is undefined is not overridden. */
export function readOverrides(overrides: SettingsOverrides): Given {
  return gather(entriesOf(overrides, ''), (path) => path)
}

function* entriesOf(overrides: object, section: string): Generator<Entry> {
  for (const [name, value] of Object.entries(overrides)) {
    if (value === undefined) continue
    const path = pathOf(section, name)
    const where = `override ${path}`
    yield { path, value, where: (index) => (index === undefined ? where : `${where}[${index}]`), place: where }
    if (sections.has(path) && typeof value === 'object' && value !== null) yield* entriesOf(value, path)
  }
}
