import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** Headers that say more when they are there. */
const SOMETIMES = new Set([
  'Retry-After',
  'Idempotency-Replayed',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
])

/** An answer, as it is compared with the document. */
export interface SeenAnswer {
  method: string
  /** Of the request, below the server. */
  path: string
  status: number
  headers: Headers
  text: string
}

/** What is wrong with an answer by the OpenAPI document; null when it is as documented. */
export type Conformance = (answer: SeenAnswer) => string | null

export interface OpenApiDocument {
  paths: Record<string, Record<string, OpenApiOperation>>
  components: Record<string, Record<string, unknown>>
}

export interface OpenApiOperation {
  operationId: string
  security: readonly Record<string, readonly string[]>[]
  /** Who may call it; without, anybody. */
  'x-roles'?: readonly string[]
  parameters?: readonly { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: AnySchema }[]
  requestBody?: {
    required?: boolean
    content: Record<string, { schema: AnySchema; examples?: Record<string, { value: unknown }> }>
  }
  responses: Record<string, { headers?: Record<string, unknown>; content?: Record<string, { schema: AnySchema }> }>
}

const PROBLEM = 'application/problem+json'

/** Judges answers by the document alone. */
export function conformanceTo(document: OpenApiDocument): Conformance {
  const schemas = schemasOf(document)
  const paths = Object.entries(document.paths)
    // As the router does: `/operations/batch` is not an operation called batch.
    .sort(([one], [other]) => parametersOf(one) - parametersOf(other))
    .map(([template, operations]) => ({
      matches: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
      operations,
    }))

  return ({ method, path, status, headers, text }) => {
    const type = (headers.get('content-type') ?? '').replace(/;.*/, '')
    const { pathname } = new URL(path, 'http://gateway')
    const operations = paths.find(({ matches }) => matches.test(pathname))?.operations
    const operation = operations?.[method.toLowerCase()]
    if (operation === undefined) {
      const expected = operations === undefined ? 404 : 405
      if (status !== expected || type !== PROBLEM) return `it is not documented: ${expected} was to be expected`
      return schemas.flaw({ $ref: '#/components/schemas/Problem' }, JSON.parse(text))
    }
    const answer = operation.responses[status]
    if (answer === undefined) return `the status ${status} is not documented`
    const absent = Object.keys(answer.headers ?? {}).filter((name) => !SOMETIMES.has(name) && !headers.has(name))
    if (absent.length > 0) return `the header ${absent.join(', ')} is documented, and not sent`
    const media = answer.content?.[type]
    if (media === undefined)
      return answer.content === undefined && text === '' ? null : `the type ${type} is not documented`
    return schemas.flaw(media.schema, type.endsWith('json') ? JSON.parse(text) : text)
  }
}

function parametersOf(template: string): number {
  return template.split('{').length - 1
}

export interface DocumentSchemas {
  /** What is wrong with a value by a schema of the document; null when nothing is. */
  flaw(schema: AnySchema, value: unknown): string | null
}

export function schemasOf({ components }: OpenApiDocument): DocumentSchemas {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'openapi', components })
  const compiled = new Map<string, ValidateFunction>()
  return {
    flaw(schema, value) {
      const key = JSON.stringify(schema)
      const validate =
        compiled.get(key) ?? ajv.compile(JSON.parse(key.replaceAll('"#/components/', '"openapi#/components/')))
      compiled.set(key, validate)
      return validate(value) ? null : ajv.errorsText(validate.errors)
    },
  }
}
