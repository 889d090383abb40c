import type { TSchema } from 'typebox'

const components = new Map<string, TSchema>()

/**
 * Gives a schema its name in the OpenAPI document, where it stands once however many routes use it. Copies of it may have another
 * description. Throws when the name is taken.
 */
export function component<Schema extends TSchema>(name: string, schema: Schema): Schema {
  if (components.has(name)) throw new Error(`two schemas are called ${name} in the OpenAPI document`)
  // The title outlives every copy that is made of the schema on the way to the document.
  const titled = { ...schema, title: name }
  components.set(name, titled)
  return titled
}

/** The same schema, which means this here. */
export function described<Schema extends TSchema>(schema: Schema, description: string): Schema {
  return { ...schema, description }
}

type Bound = 'pattern' | 'minimum' | 'multipleOf' | 'const'

/** The same schema in the document, but with these bounds or none where it validates: for what the handler refuses in better words. */
export function checkedByHandler<Schema extends TSchema>(schema: Schema, bounds: object = {}): Schema {
  const { pattern, minimum, multipleOf, const: only, ...rest } = schema as Schema & Record<Bound, unknown>
  return { ...rest, ...bounds } as unknown as Schema
}

/** What a key of this holds is a value and no schema. */
const VALUES: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'const', 'enum'])

/** Puts references into the place of schemas that have a name. @param used gets the names of those */
export function referenced(node: unknown, used: Set<string>): unknown {
  if (Array.isArray(node)) return node.map((element) => referenced(element, used))
  if (!isRecord(node)) return node
  const named = typeof node.title === 'string' ? components.get(node.title) : undefined
  if (named === undefined || typeof node.title !== 'string') return childrenReferenced(node, used)
  used.add(node.title)
  return referenceTo(node.title, named, node)
}

/** Everything that the names refer to, by name and in order of it. */
export function componentSchemas(names: ReadonlySet<string>): Record<string, unknown> {
  const schemas = new Map<string, unknown>()
  const used = new Set(names)
  // It grows while it is gone through.
  for (const name of used) {
    const { title, ...schema } = (components.get(name) ?? {}) as Record<string, unknown>
    schemas.set(name, childrenReferenced(schema, used))
  }
  return Object.fromEntries([...schemas].sort(([one], [other]) => (one < other ? -1 : 1)))
}

function childrenReferenced(node: Record<string, unknown>, used: Set<string>): Record<string, unknown> {
  const entries = Object.entries(node).map(([key, value]) => [key, VALUES.has(key) ? value : referenced(value, used)])
  // Readers of the document show an enumeration without a type as anything.
  const isEnum = Array.isArray(node.enum) && node.type === undefined
  return Object.fromEntries(isEnum ? [['type', 'string'], ...entries] : entries)
}

function referenceTo(name: string, named: object, { type, description }: Record<string, unknown>): object {
  const own = 'description' in named && named.description === description ? undefined : description
  const about = own === undefined ? {} : { description: own }
  const $ref = `#/components/schemas/${name}`
  // See `nullable`.
  const mayBeNull = Array.isArray(type) && type.includes('null')
  return mayBeNull ? { anyOf: [{ $ref }, { type: 'null' }], ...about } : { $ref, ...about }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
