import Type, { type TSchema } from 'typebox'
import { type About, aboutOf } from './kinds.ts'
import { settingsSchema } from './schema.ts'

/** A setting and where it stands: `ip`, or `grpc.address` inside a section. */
export interface Key {
  readonly path: string
  readonly schema: TSchema
  readonly about: About
}

/** Every setting by its path, in the order of the schema. */
export const keys: ReadonlyMap<string, Key> = new Map(keysOf(settingsSchema, '').map((key) => [key.path, key]))

/** The names of the sections: `grpc`, `lease`, … */
export const sections: ReadonlySet<string> = new Set(
  Object.entries(settingsSchema.properties)
    .filter(([, schema]) => Type.IsObject(schema))
    .map(([name]) => name),
)

/** Where a name stands: at the top (section is empty) or in a section. */
export function pathOf(section: string, name: string): string {
  return section === '' ? name : `${section}.${name}`
}

/**
 * The key or section that was probably meant by a path that is none; undefined when nothing is near.
 * A name may be in the wrong section; case, `_` and `-` do not count.
 */
export function nearestPath(path: string): string | undefined {
  const name = lastName(path)
  const candidates = [...keys.keys(), ...sections].map((candidate) => {
    const asWritten = distance(plain(path), plain(candidate))
    const elsewhere = distance(plain(name), plain(lastName(candidate))) + 1
    return { candidate, distance: Math.min(asWritten, elsewhere) }
  })
  const nearest = candidates.reduce((best, next) => (next.distance < best.distance ? next : best))
  const distanceMax = Math.max(1, Math.floor(name.length / 3))
  return nearest.distance <= distanceMax ? nearest.candidate : undefined
}

function keysOf(schema: Type.TObject, section: string): Key[] {
  return Object.entries(schema.properties).flatMap(([name, property]) => {
    const path = pathOf(section, name)
    return Type.IsObject(property) ? keysOf(property, path) : [{ path, schema: property, about: aboutOf(property) }]
  })
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

function plain(path: string): string {
  return path.replace(/[_-]/g, '').toLowerCase()
}

/**
 * How many letters to insert, drop, replace or swap with their neighbour: the optimal string alignment form of the distance
 * of Damerau (1964), by the row-wise method of Wagner and Fischer (1974).
 */
function distance(left: string, right: string): number {
  let beforeAbove: number[] = []
  let above = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = at(above, column - 1) + (left[row - 1] === right[column - 1] ? 0 : 1)
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      current[column] = Math.min(
        replaced,
        at(above, column) + 1,
        at(current, column - 1) + 1,
        swapped ? at(beforeAbove, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeAbove = above
    above = current
  }
  return at(above, right.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
