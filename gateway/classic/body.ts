import type { FastifyInstance } from 'fastify'
import { NOT_JSON, Refused } from '../errors.ts'

/** Hands JSON bodies on as their text: `readFields` parses them without losing a digit, and only once. */
export function readAsText(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => done(null, text))
  app.addContentTypeParser('*', (_request, _payload, done) => done(new Refused('unsupported_media_type', NOT_JSON)))
}
