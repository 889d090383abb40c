import fc from 'fast-check'
import type { OpenApiDocument, OpenApiOperation } from '../../gateway/test/conformance.ts'
import { type Schema, valuesOf } from './schema-values.ts'

/** A request that is made of the document alone. */
export interface ContractRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: string | undefined
}

export interface ContractOperation {
  method: string
  template: string
  operation: OpenApiOperation
}

export function operationsOf({ paths }: OpenApiDocument): ContractOperation[] {
  return Object.entries(paths).flatMap(([template, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), template, operation })),
  )
}

/** What nobody expects to get. */
const ODD: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  '\0',
  '\ud800',
  '٣',
  '%00',
  "'; drop table wallets; --",
  'x'.repeat(5_000),
  0,
  -1,
  1.5,
  1e21,
  2 ** 31,
  2 ** 53,
  [],
  {},
  [[]],
  { toString: null },
  { $ref: '#' },
]

const odd = fc.oneof(fc.constantFrom(...ODD), fc.jsonValue({ maxDepth: 2 }))

/** Requests to one operation: half as the document asks, half with something wrong in them. */
export function requestsTo(
  { method, template, operation }: ContractOperation,
  document: OpenApiDocument,
  known: Readonly<Record<string, readonly unknown[]>>,
): fc.Arbitrary<ContractRequest> {
  const { parameters = [], requestBody } = operation
  const values = (schema: Schema) => valuesOf(schema, document, known)
  const recordOf = (where: 'path' | 'query' | 'header') => {
    const own = parameters.filter((parameter) => parameter.in === where)
    const required = own.filter((parameter) => parameter.required).map(({ name }) => name)
    const entries = own.map(({ name, schema }) => {
      const some = known[name]
      return [name, some === undefined ? values(schema as Schema) : fc.constantFrom(...some)]
    })
    return fc.record(Object.fromEntries(entries) as Record<string, fc.Arbitrary<unknown>>, {
      requiredKeys: required,
      noNullPrototype: true,
    })
  }
  const bodySchema = requestBody?.content['application/json']?.schema as Schema | undefined
  const body = bodySchema === undefined ? fc.constant(undefined) : values(bodySchema)
  const asked = fc.record({ path: recordOf('path'), query: recordOf('query'), headers: recordOf('header'), body })
  const sound = asked.map((parts) => requestOf({ ...parts, text: undefined, type: 'application/json' }))
  const broken = asked.chain(({ path, query, headers, body }) =>
    fc
      .record({
        path: fc.oneof({ weight: 3, arbitrary: fc.constant(path) }, changed(path)),
        query: fc.oneof(
          { weight: 2, arbitrary: fc.constant(query) },
          changed(query),
          fc.constant({ ...query, odd: '1' }),
        ),
        headers: fc.constant(headers),
        body:
          body === undefined
            ? fc.oneof(fc.constant(undefined), odd)
            : fc.oneof({ weight: 3, arbitrary: changed(body) }, odd),
        text: fc.oneof(
          { weight: 6, arbitrary: fc.constant(undefined) },
          fc.constantFrom('', '{', '{"a":1,"a":2}', 'null', '5e5', '[', '\ufeff{}'),
        ),
        type: fc.oneof(
          { weight: 8, arbitrary: fc.constant('application/json') },
          fc.constantFrom(
            'text/plain',
            'application/json; charset=utf-8',
            'application/x-www-form-urlencoded',
            'a/b;c',
          ),
        ),
      })
      .map(requestOf),
  )
  return fc.oneof(sound, broken)

  function requestOf(parts: {
    path: Record<string, unknown>
    query: Record<string, unknown>
    headers: Record<string, unknown>
    body: unknown
    text: string | undefined
    type: string
  }): ContractRequest {
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => segmentOf(parts.path[name]))
    const query = new URLSearchParams(texts(parts.query))
    const given =
      method === 'GET' ? undefined : (parts.text ?? (parts.body === undefined ? undefined : JSON.stringify(parts.body)))
    const type = given === undefined ? {} : { 'content-type': parts.type }
    return {
      method,
      path: query.size === 0 ? path : `${path}?${query}`,
      headers: { ...texts(parts.headers), ...type },
      body: given,
    }
  }
}

/** The value with one thing in it odd, gone, or too much. */
function changed<Value>(value: Value): fc.Arbitrary<Value> {
  if (typeof value !== 'object' || value === null) return odd as fc.Arbitrary<Value>
  const keys = Object.keys(value)
  const copy = () => (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>
  const extra = odd.map((one) => (Array.isArray(value) ? [...value, one] : { ...value, odd: one }))
  if (keys.length === 0) return extra as fc.Arbitrary<Value>
  const change = fc.constantFrom(...keys).chain((key) => {
    const inner = (value as Record<string, unknown>)[key]
    return fc.oneof(
      changed(inner).map((other) => Object.assign(copy(), { [key]: other })),
      odd.map((other) => Object.assign(copy(), { [key]: other })),
      fc.constant(null).map(() => without(copy(), key)),
    )
  })
  return fc.oneof({ weight: 4, arbitrary: change }, extra) as fc.Arbitrary<Value>
}

function without(object: Record<string, unknown>, key: string): Record<string, unknown> {
  delete object[key]
  return object
}

function texts(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]))
}

function textOf(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed()
}

/** A part of a path. Dots alone would lead to another path before they are sent. */
function segmentOf(value: unknown): string {
  const text = textOf(value)
  return /^\.{0,2}$/.test(text) ? '-' : encodeURIComponent(text)
}
