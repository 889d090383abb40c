import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify'
import type { AnyCode } from '../../codes.ts'
import type { AnswerHeader } from './headers.ts'
import type { Tag } from './tags.ts'

declare module 'fastify' {
  interface FastifySchema {
    /** Leaves the route out of the document. */
    hide?: boolean
    /** Codes of the problems that the route may answer, beyond those of every such route: see `codesOf`. */
    problems?: readonly AnyCode[]
    /** Bodies that may be sent, by what they ask for. */
    bodyExamples?: Readonly<Record<string, unknown>>
    /** Headers of the answers that succeed. */
    answerHeaders?: readonly AnswerHeader[]
    /** Whether it takes the header Idempotency-Key. */
    idempotent?: boolean
  }
}

/** The schema of a route, with all that its document needs. */
export interface DocumentedSchema extends FastifySchema {
  /** Unique; what clients call it, such as `readWallet`. */
  operationId: string
  tags: readonly [Tag]
  /** In a line. */
  summary: string
  /** What is to be known before it is called; Markdown. */
  description: string
  /** By status, of the answers that succeed. */
  response: object
  problems: readonly AnyCode[]
}

/** Returns the schema as it is, with its own type, when it has all that the document needs. */
export function documented<const Schema extends DocumentedSchema>(schema: Schema): Schema {
  return schema
}

/** Keeps the gateway from starting with a route that its document would not tell of. */
export function refuseUndocumented(app: FastifyInstance): void {
  app.addHook('onRoute', ({ method, url, schema }: RouteOptions) => {
    if (schema?.hide === true) return
    const lacking = (['operationId', 'tags', 'summary', 'description', 'response', 'problems'] as const).filter(
      (key) => schema?.[key] === undefined,
    )
    if (lacking.length === 0) return
    throw new Error(
      `${method} ${url} is not documented: write its schema with documented(), it lacks ${lacking.join(', ')}`,
    )
  })
}
