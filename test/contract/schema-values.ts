import fc from 'fast-check'
import type { OpenApiDocument } from '../../gateway/test/conformance.ts'

/** What is read of a schema. */
export interface Schema {
  $ref?: string
  type?: string | readonly string[]
  const?: unknown
  enum?: readonly unknown[]
  examples?: readonly unknown[]
  anyOf?: readonly Schema[]
  pattern?: string
  format?: string
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  items?: Schema
  properties?: Record<string, Schema>
  required?: readonly string[]
}

/** Longer lists only take longer. */
const ITEMS_MAX = 5

/**
 * Values that a schema of the document allows. Those in `known`, by the names of components, come often: made up, no id would ever be one that
 * exists.
 */
export function valuesOf(
  schema: Schema,
  { components }: OpenApiDocument,
  known: Readonly<Record<string, readonly unknown[]>>,
): fc.Arbitrary<unknown> {
  return of(schema)

  function of(schema: Schema): fc.Arbitrary<unknown> {
    if (schema.$ref !== undefined) return ofComponent(schema.$ref.replace('#/components/schemas/', ''))
    if (schema.const !== undefined) return fc.constant(schema.const)
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
    if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(of))
    const types = [schema.type ?? []].flat()
    const made = fc.oneof(...types.map((type) => ofType(type, schema)))
    return schema.examples === undefined ? made : fc.oneof(made, fc.constantFrom(...schema.examples))
  }

  function ofComponent(name: string): fc.Arbitrary<unknown> {
    const named = components.schemas?.[name] as Schema | undefined
    if (named === undefined) throw new Error(`the document has no schema ${name}`)
    const some = known[name]
    return some === undefined ? of(named) : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...some) }, of(named))
  }

  function ofType(type: string, schema: Schema): fc.Arbitrary<unknown> {
    switch (type) {
      case 'null':
        return fc.constant(null)
      case 'boolean':
        return fc.boolean()
      case 'integer':
        return fc.oneof(
          fc.integer(rangeOf(schema)),
          fc.integer({ ...rangeOf(schema), max: (schema.minimum ?? 0) + 20 }),
        )
      case 'number':
        return fc.oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.nat(10 ** 9).map((n) => n / 1e6),
        )
      case 'string':
        return schema.pattern === undefined
          ? fc.string({ unit: 'grapheme', maxLength: 50 })
          : fc.stringMatching(new RegExp(schema.pattern, 'u'))
      case 'array':
        return fc.array(of(schema.items ?? {}), {
          minLength: schema.minItems ?? 0,
          maxLength: Math.min(schema.maxItems ?? ITEMS_MAX, ITEMS_MAX),
        })
      case 'object':
        return ofObject(schema)
      default:
        throw new Error(`no values of the type ${type}`)
    }
  }

  function ofObject({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
    const values = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, of(value)]))
    return fc.record(values, { requiredKeys: [...required], noNullPrototype: true })
  }
}

function rangeOf({ minimum = -(2 ** 31), maximum = Number.MAX_SAFE_INTEGER }: Schema) {
  return { min: minimum, max: maximum }
}
