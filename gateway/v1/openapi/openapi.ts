import swagger, { type SwaggerTransform, type SwaggerTransformObject } from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { VERSION } from '../../../common/command.ts'
import { ROLES } from '../../../common/identity/roles.ts'
import { type AnyCode, CODES } from '../../codes.ts'
import type { Right } from '../../identity/rights.ts'
import { componentSchemas, referenced } from './component.ts'
import type { DocumentedSchema } from './documented.ts'
import { type AnswerHeader, HEADERS, headerReferences, PARAMETERS } from './headers.ts'
import { codesOf, problemAnswers, problemExamples } from './problems.ts'
import { SECURITY_SCHEMES, securityOf } from './security.ts'
import { TAGS } from './tags.ts'

const DESCRIPTION = `Multi-currency wallets on one double-entry ledger, and clearing between banks.

Amounts are integers in micro-units: 1000000 is one unit of the currency. Answers carry them as texts of digits, requests may
carry texts or integers; both arrive to the last digit, as an integer of more than 15 digits is read as their text. Times are RFC 3339 in UTC.

Callers show an access token or an API key, and without one get 401. Who knows more than they may is told 403, and 404 of what is not
theirs to see. A new mesh on the loopback asks nobody, until there is an admin or a key.

Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\`. A method that a path does not have is answered with
405, code \`method_not_allowed\`. \`X-Request-Id\` may be sent, and is returned.`

/** What a success means where the schema of its answer does not tell. */
const SUCCESSES: Readonly<Record<string, string>> = {
  200: 'What was asked for',
  201: 'It was made',
  202: 'It is durably queued',
  204: 'It is done',
}

/**
 * Documents the routes that are added to the app after this, in OpenAPI 3.1. The document is made of their own schemas when it is
 * asked for first.
 */
export async function documentRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'walletmesh',
        version: VERSION,
        description: DESCRIPTION,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      components: { securitySchemes: SECURITY_SCHEMES },
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    },
    convertConstToEnum: false,
    transform: keepFacts,
    transformObject: finish,
  })
}

/** Serves the document of the app's routes. */
export function openApiRoute(app: FastifyInstance): void {
  let text: string | undefined
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    text ??= JSON.stringify(app.swagger())
    return reply.header('content-type', 'application/json; charset=utf-8').send(text)
  })
}

/** What `finish` needs to know of a route, in a key of the operation that does not stay. */
interface Facts {
  right: Right
  codes: readonly AnyCode[]
  answerHeaders: readonly AnswerHeader[]
  bodyExamples: Readonly<Record<string, unknown>> | undefined
  idempotent: boolean
  mayLackBody: boolean
}

const FACTS = 'x-facts'

const keepFacts: SwaggerTransform = ({ schema, url, route: { method, config } }) => {
  if (schema.hide === true) return { schema, url }
  const {
    params,
    querystring,
    body,
    problems,
    answerHeaders = [],
    bodyExamples,
    idempotent = false,
  } = schema as DocumentedSchema
  const right = config?.right
  if (right === undefined) throw new Error(`${url} was added without a right`)
  const hasParameters = params !== undefined || querystring !== undefined
  const facts: Facts = {
    right,
    codes: codesOf({ method: String(method), hasParameters, right, idempotent, problems }),
    answerHeaders: ['X-Request-Id', ...answerHeaders, ...(idempotent ? (['Idempotency-Replayed'] as const) : [])],
    bodyExamples,
    idempotent,
    mayLackBody: Type.IsOptional(body),
  }
  return { schema: { ...schema, [FACTS]: facts }, url }
}

interface Operation {
  [FACTS]?: Facts
  description: string
  parameters?: object[]
  responses: Record<string, Answer>
  requestBody?: { content: Record<string, { examples?: object }> }
}

interface Answer {
  description: string
  content?: Record<string, { schema: { description?: string } }>
}

/** Adds to each operation what the plugin knows nothing of, and gives the schemas that have names their place. */
const finish: SwaggerTransformObject = (document) => {
  if (!('openapiObject' in document)) throw new TypeError('the document is not one of OpenAPI')
  const { paths, components, ...rest } = document.openapiObject
  const codes = new Set<AnyCode>()
  const used = new Set(['Problem'])
  const finished: Record<string, object> = {}
  for (const [path, operations] of Object.entries(paths ?? {})) {
    finished[path] = Object.fromEntries(
      Object.entries(operations ?? {}).map(([method, operation]) => {
        for (const code of (operation as Operation)[FACTS]?.codes ?? []) codes.add(code)
        return [method, referenced(finishedOperation(operation as Operation), used)]
      }),
    )
  }
  return {
    ...rest,
    paths: finished,
    components: {
      ...components,
      schemas: componentSchemas(used),
      headers: HEADERS,
      parameters: PARAMETERS,
      examples: problemExamples([...codes].sort((one, other) => CODES[one].status - CODES[other].status)),
    },
  }
}

function finishedOperation(operation: Operation): object {
  const { [FACTS]: facts, description, parameters = [], responses, requestBody, ...rest } = operation
  if (facts === undefined) return operation
  const successes = Object.entries(responses).map(([status, answer]) => [
    status,
    {
      ...answer,
      description: answer.description === 'Default Response' ? SUCCESSES[status] : answer.description,
      headers: headerReferences(headersAt(status, facts)),
    },
  ])
  const all = facts.idempotent ? [...parameters, { $ref: '#/components/parameters/IdempotencyKey' }] : parameters
  const { roles } = facts.right
  return {
    ...rest,
    description: toldWithRoles(description, roles),
    ...(roles === 'anyone' ? {} : { 'x-roles': roles }),
    security: securityOf(facts.right),
    ...(all.length === 0 ? {} : { parameters: all }),
    ...(requestBody === undefined ? {} : { requestBody: withExamples(requestBody, facts) }),
    responses: { ...Object.fromEntries(successes), ...problemAnswers(facts.codes) },
  }
}

/** Nothing that was made, or goes on, is where the answer is the whole of it. */
function headersAt(status: string, { answerHeaders }: Facts): readonly AnswerHeader[] {
  return status === '200' ? answerHeaders.filter((name) => name !== 'Location') : answerHeaders
}

const AND = new Intl.ListFormat('en')

function toldWithRoles(description: string, roles: Right['roles']): string {
  if (roles === 'anyone' || roles.length === ROLES.length) return description
  return `${description}\n\nFor ${AND.format(roles.map((role) => `\`${role}\``))}.`
}

function withExamples(
  body: NonNullable<Operation['requestBody']>,
  { bodyExamples: examples, mayLackBody }: Facts,
): object {
  const required = !mayLackBody
  if (examples === undefined) return { ...body, required }
  const named = Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]))
  const content = Object.entries(body.content).map(([type, media]) => [type, { ...media, examples: named }])
  return { ...body, required, content: Object.fromEntries(content) }
}
