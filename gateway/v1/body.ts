import type { FastifyInstance } from 'fastify'
import { NOT_JSON, Refused } from '../errors.ts'
import { JsonError, parseJsonTexts } from '../json.ts'

/** Reads JSON bodies without losing a digit: an integer that no double holds arrives as its text, which amounts may be anyway. */
export function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (_request: unknown, text: string) =>
    parsed(text),
  )
  app.addContentTypeParser('*', (_request, _payload, done) => done(new Refused('unsupported_media_type', NOT_JSON)))
}

/** No text is no body, as of clients that name its type in every request. */
function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return parseJsonTexts(text)
  } catch (error) {
    if (error instanceof JsonError) throw new Refused('invalid', error.message)
    throw error
  }
}
